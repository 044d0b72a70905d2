"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import type { InvitationChoices } from "@/lib/invitations/choices";
import type { InvitedRow } from "@/lib/invitations/commands";
import { agreeing, counted } from "@/lib/words/counts";
import { useParts } from "../../../use-parts";
import { inviteManyAction } from "./actions";
import { BulkCheck } from "./bulk-check";
import { BulkProgress, BulkResults } from "./bulk-results";
import { type Going, type Judged, judged, partsOf, resultsOf } from "./bulk-rows";
import { BulkSource } from "./bulk-source";
import { type Draft, emptyDraft, inputOf } from "./draft";
import { useList } from "./use-list";
import "./invite.css";
import "./bulk.css";

/**
 * The button "Invite in bulk" with its dialog: a list on the left, its check on the right, then what became of each
 * row. Nothing is preselected, and what was pasted stays until it is sent.
 */
export function BulkDialog({ workspace, choices }: { workspace: string; choices: InvitationChoices }) {
  const router = useRouter();
  const list = useList(workspace);
  const sending = useParts<Going, InvitedRow>(workspace, {
    partsOf,
    isLeft: (row) => !row || !("event" in row),
    purpose: "This list offers Admin.",
  });
  const results = resultsOf(sending.sent);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [own, setOwn] = useState<ReadonlyMap<string, string>>(new Map());
  const [refused, setRefused] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const rows = judged(list.rows);
  const valid = rows.filter(({ kind }) => kind === "valid");
  const busy = sending.state === "sending";

  const leave = (next: boolean) => {
    if (busy) return;
    setOpen(next);
    if (next || sending.state !== "done") return;
    list.setText("");
    setDraft(emptyDraft);
    setOwn(new Map());
    setRound(round + 1);
    sending.forget();
    router.refresh();
  };
  const send = async () => {
    const without = valid.find((row) => !hasOffer(row, draft, own));
    if (without) {
      setRefused(`Choose a role or a group for all, or a role in each row: line ${without.line} has none.`);
      return;
    }
    setRefused(null);
    const now = new Date();
    await sending.start(
      inviteManyAction,
      valid.map((row) => {
        const { email: _, ...offer } = inputOf(draftOf(row, draft, own), now, choices.timeZone);
        return { key: row.key, email: row.email ?? "", offer };
      }),
    );
  };

  return (
    <>
      <Dialog
        open={open}
        onOpenChange={leave}
        trigger={<Button>Invite in bulk</Button>}
        title="Invite in bulk"
        size="xl"
        onEscape={() => !busy && list.text === ""}
      >
        {sending.state === "not-yet" && (
          <>
            <div className="bulk-invite invite">
              <BulkSource list={list} draft={draft} choices={choices} key={round} />
              <BulkCheck
                list={list}
                rows={rows}
                draft={draft}
                own={own}
                choices={choices}
                base={`/w/${workspace}/settings/members`}
                onDraft={(part) => {
                  setDraft((before) => ({ ...before, ...part }));
                  setRefused(null);
                }}
                onOwn={(email, roleId) => setOwn(changed(own, email, roleId))}
              />
            </div>
            {refused && (
              <div className="bulk-refused">
                <Note kind="bad" announce>
                  {refused}
                </Note>
              </div>
            )}
            <DialogFooter consequence={consequenceOf(rows, valid.length)}>
              <Button
                kind="primary"
                icon="send"
                disabled={valid.length === 0 || list.state !== "ready"}
                onClick={send}
              >
                {valid.length === 0 ? "Send invitations" : `Send ${counted(valid.length, "invitation")}`}
              </Button>
            </DialogFooter>
          </>
        )}
        {busy && <BulkProgress results={results} total={valid.length} stop={sending.stop} />}
        {sending.state === "done" && (
          <BulkResults results={results} retry={sending.retry} workspace={workspace} />
        )}
      </Dialog>
      {sending.dialog}
    </>
  );
}

/** What a row offers: the role for all, or its own role beside the groups and the end for all. */
function draftOf(row: Judged, draft: Draft, own: ReadonlyMap<string, string>): Draft {
  const roleId = own.get(row.email ?? "") ?? row.roleId;
  return roleId ? { ...draft, roleIds: [roleId], place: null } : draft;
}

function hasOffer(row: Judged, draft: Draft, own: ReadonlyMap<string, string>): boolean {
  const { roleIds, groupIds, place } = draftOf(row, draft, own);
  const hasPlace = place !== null && place.roleId !== "" && place.resourceId !== "";
  return place ? hasPlace : roleIds.length + groupIds.length > 0;
}

function changed(own: ReadonlyMap<string, string>, email: string, roleId: string | null) {
  const next = new Map(own);
  if (roleId) next.set(email, roleId);
  else next.delete(email);
  return next;
}

function consequenceOf(rows: readonly Judged[], valid: number): string {
  if (rows.length === 0) return "Everything is checked before anything is sent.";
  const out = rows.length - valid;
  const left = out === 0 ? "" : `, ${out} ${agreeing(out, "is", "are")} left out`;
  return `${valid} of ${rows.length} are sent${left}. If one cannot be sent, the others still are.`;
}
