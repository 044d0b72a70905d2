"use client";

import { type FormEvent, useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { PeopleImpact } from "@/components/people-impact";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { ImpactSummary } from "@/lib/grants/impact-summary";
import type { ObjectHead } from "@/lib/resources/queries";
import {
  archiveObjectAction,
  completeObjectAction,
  reopenObjectAction,
  restoreObjectAction,
} from "./actions";
import { belowInWords } from "./object-words";
import { useChange } from "./use-change";

export type StateChange = "archive" | "restore" | "complete" | "reopen";

const changes = {
  archive: { verb: "Archive", act: archiveObjectAction, done: "is archived." },
  restore: { verb: "Restore", act: restoreObjectAction, done: "is back in the tree." },
  complete: { verb: "Complete", act: completeObjectAction, done: "is completed." },
  reopen: { verb: "Reopen", act: reopenObjectAction, done: "is open again." },
} as const;

/** Says what follows, and archives, restores, completes or reopens an object. */
export function StateDialog({
  workspace,
  head,
  change,
  onClose,
}: {
  workspace: string;
  head: ObjectHead;
  change: StateChange;
  onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  const { busy, refused, send } = useChange(workspace, head.may.viewAudit);
  const { verb, act, done: told } = changes[change];
  const completes = change === "complete";
  const preview = useAnswer<ImpactSummary>(
    workspace,
    "objects/preview-completion",
    completes ? { resourceId: head.id } : null,
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { resourceId: head.id, ...(reason.trim() ? { reason } : {}) };
    if (await send(act, input, ({ name }) => `${name} ${told}`)) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${verb} ${head.name}`}
      onEscape={() => !busy && reason === ""}
    >
      <form onSubmit={submit}>
        <div className="body">
          {refused && <Note kind="bad">{refused.message}</Note>}
          <p>{consequenceOf(change, head)}</p>
          {completes && preview.state !== "idle" && (
            <PeopleImpact
              state={preview.state}
              summary={preview.state === "ready" ? preview.value : undefined}
              onRetry={preview.retry}
            />
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
        <DialogFooter>
          <Button
            type="submit"
            kind={change === "archive" ? "danger" : "primary"}
            busy={busy}
            disabled={completes && preview.state !== "ready"}
          >
            {verb}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function consequenceOf(change: StateChange, { name, below, kind }: ObjectHead): string {
  const along = belowInWords(below);
  switch (change) {
    case "archive":
      return `${name}${along && `, with ${along} below it,`} leaves the tree and can no longer be changed. Nobody gains or loses access: teams are kept, and it can be restored.`;
    case "restore":
      return `${name}${along && `, with ${along} archived along with it,`} is back in the tree and can be changed again. Nobody gains or loses access.`;
    case "complete":
      return `What was given until this ${kind} is completed ends at once. All other access stays.`;
    case "reopen":
      return `${name} can be worked on again. Access that ended when it was completed stays ended: add people to the team anew.`;
  }
}
