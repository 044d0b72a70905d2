"use client";

import { type FormEvent, useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { PeopleImpact } from "@/components/people-impact";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { MovePreview } from "@/lib/resources/previews";
import type { ObjectHead } from "@/lib/resources/queries";
import type { FoundObject } from "@/lib/resources/search";
import { moveObjectAction } from "./actions";
import { ParentPicker } from "./parent-picker";
import { useChange } from "./use-change";

/** Asks where an object is to lie, shows who gains and who loses by it, and moves it. */
export function MoveDialog({
  workspace,
  head,
  onClose,
}: {
  workspace: string;
  head: ObjectHead;
  onClose: () => void;
}) {
  const [parent, setParent] = useState<FoundObject | null>(null);
  const [reason, setReason] = useState("");
  const { busy, refused, send } = useChange(workspace, head.may.viewAudit);
  const preview = useAnswer<MovePreview>(
    workspace,
    "objects/preview-move",
    parent && { resourceId: head.id, parentId: parent.id },
  );
  const refusal = preview.state === "ready" ? preview.value.refusal : null;
  const above = head.kind === "action" ? "project" : "campaign";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { resourceId: head.id, parentId: parent?.id, ...(reason.trim() ? { reason } : {}) };
    const done = await send(moveObjectAction, input, (it) => `${it.name} lies in ${parent?.name} now.`);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Move ${head.name}`}
      size="l"
      onEscape={() => !busy && reason === ""}
    >
      <form onSubmit={submit}>
        <div className="two">
          <div className="move-to">
            {refused && <Note kind="bad">{refused.message}</Note>}
            <ParentPicker
              workspace={workspace}
              moving={head.id}
              above={above}
              chosen={parent}
              error={refused?.fields?.parentId}
              onChoose={setParent}
            />
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
            <h3>Who gains and who loses</h3>
            {refusal && (
              <Note kind="bad" announce>
                {refusal}
              </Note>
            )}
            {preview.state === "idle" ? (
              <p className="muted">
                What people hold on {head.ancestors.at(-1)?.name} no longer reaches {head.name}; what they
                hold on the new {above} does. Choose one to see whom that concerns.
              </p>
            ) : (
              <PeopleImpact
                state={preview.state}
                summary={preview.state === "ready" ? preview.value.impact : undefined}
                onRetry={preview.retry}
              />
            )}
          </aside>
        </div>
        <DialogFooter consequence="What was given on it or below it moves along.">
          <Button
            type="submit"
            kind="primary"
            busy={busy}
            disabled={!parent || refusal !== null || preview.state !== "ready"}
          >
            Move
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
