"use client";

import { type FormEvent, useState } from "react";
import { addMembersAction } from "@/app/w/[workspace]/settings/groups/actions";
import { Effect, isConfirmable } from "@/app/w/[workspace]/settings/groups/effect";
import { useChange } from "@/app/w/[workspace]/settings/groups/use-change";
import { usePreview } from "@/app/w/[workspace]/settings/groups/use-preview";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { people } from "./bulk-words";

/** Puts everybody selected into a group, but the person who asks: with its effect first, and one event that names them. */
export function BulkGroupDialog({
  workspace,
  group,
  membershipIds,
  you,
  onClose,
}: {
  workspace: string;
  group: { id: string; name: string };
  membershipIds: readonly string[];
  /** The membership of the person who asks, who is left out. */
  you: string | null;
  onClose: (done: boolean) => void;
}) {
  const [reason, setReason] = useState("");
  const others = membershipIds.filter((id) => id !== you);
  const change = others.length > 0 ? { kind: "add" as const, membershipIds: others } : null;
  const preview = usePreview(workspace, group.id, change);
  const { run, busy, refused, dialog } = useChange(workspace, addMembersAction);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { groupId: group.id, membershipIds: others, ...(reason.trim() ? { reason } : {}) };
    const done = await run(input, ({ people: joined }) => {
      const inside = others.length - joined;
      const already = inside === 0 ? "" : ` ${inside} ${inside === 1 ? "was" : "were"} in it already.`;
      return `${people(joined)} ${joined === 1 ? "is" : "are"} in ${group.name} now.${already}`;
    });
    if (done) onClose(true);
  };

  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && !busy && onClose(false)}
        title={`Add ${people(membershipIds.length)} to ${group.name}`}
        size="l"
        onEscape={() => !busy && reason === ""}
      >
        <form onSubmit={submit}>
          <div className="two">
            <div>
              {refused && (
                <Note kind="bad" announce>
                  {refused.message}
                </Note>
              )}
              <p className="muted">
                Each gets what {group.name} gives, now and later. Who is in it already stays as they are.
              </p>
              {others.length < membershipIds.length && (
                <Note kind="warn">You are left out: nobody adds themselves to a group.</Note>
              )}
              <TextArea
                label="Reason"
                help="Optional. Kept in the audit log."
                rows={2}
                maxLength={500}
                error={refused?.fields?.reason}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </div>
            <aside aria-label="Effect">
              <h3>What changes</h3>
              <Effect preview={preview} idle="Nobody would be added." />
            </aside>
          </div>
          <DialogFooter consequence="Works at once, in open tabs too.">
            <Button
              type="submit"
              kind="primary"
              busy={busy}
              disabled={others.length === 0 || !isConfirmable(preview)}
            >
              Add to {group.name}
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
