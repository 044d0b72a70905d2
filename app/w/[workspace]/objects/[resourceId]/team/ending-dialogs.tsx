"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { TeamPreview } from "@/lib/teams/preview";
import type { TeamRow } from "@/lib/teams/queries";
import { leaveTeamAction, removeFromTeamAction } from "./actions";
import { TeamImpact } from "./add-sheet";
import { countWords } from "./picked";
import type { TeamRef } from "./team-changes";
import { namedTogether, useTeamChange } from "./use-team-change";

type Props = { workspace: string; team: TeamRef; onClose: () => void };

/** Takes people and groups off the team, with who loses what. */
export function RemoveDialog({
  workspace,
  team,
  onClose,
  rows,
  onDone,
}: Props & { rows: readonly TeamRow[]; onDone: () => void }) {
  const grantIds = rows.map(({ grantId }) => grantId);
  const { send, busy, refused, dialog } = useTeamChange(workspace, team, removeFromTeamAction);
  const preview = useAnswer<TeamPreview>(workspace, "teams/preview-removal", {
    resourceId: team.object.id,
    grantIds,
  });
  const [one] = rows;
  const whom = rows.length === 1 && one ? one.name : countWords(rows);
  return (
    <>
      <EndingDialog
        title={`Remove ${whom} from ${team.object.name}`}
        verb="Remove"
        preview={preview}
        refused={refused?.message}
        busy={busy}
        consequence="What they hold in another way stays."
        onClose={onClose}
        onConfirm={async (reason) => {
          const done = await send(
            { grantIds, ...reason },
            (names) =>
              `${namedTogether(names)} ${names.length === 1 ? "is" : "are"} off the team of ${team.object.name}.`,
          );
          if (!done) return;
          onDone();
          onClose();
        }}
      />
      {dialog}
    </>
  );
}

/** Gives back one's own place on the team. */
export function LeaveDialog({ workspace, team, onClose, grantId }: Props & { grantId: string }) {
  const router = useRouter();
  const { send, busy, refused, dialog } = useTeamChange(workspace, team, leaveTeamAction);
  const preview = useAnswer<TeamPreview>(workspace, "teams/preview-leave", {
    resourceId: team.object.id,
    grantId,
  });
  const losesAll =
    preview.state === "ready" &&
    preview.value.summary?.people.some(({ losses }) => losses.some((line) => line.startsWith("View")));
  return (
    <>
      <EndingDialog
        title={`Give back your place on ${team.object.name}`}
        verb="Give back"
        preview={preview}
        refused={refused?.message}
        busy={busy}
        consequence="You cannot take it again yourself."
        onClose={onClose}
        onConfirm={async (reason) => {
          const done = await send(
            { grantId, ...reason },
            () => `You gave back your place on ${team.object.name}.`,
          );
          if (!done) return;
          onClose();
          if (losesAll) router.push(`/w/${workspace}/objects`);
        }}
      />
      {dialog}
    </>
  );
}

function EndingDialog({
  title,
  verb,
  preview,
  refused,
  busy,
  consequence,
  onClose,
  onConfirm,
}: {
  title: string;
  verb: string;
  preview: ReturnType<typeof useAnswer<TeamPreview>>;
  refused: string | undefined;
  busy: boolean;
  consequence: ReactNode;
  onClose: () => void;
  onConfirm: (reason: { reason?: string }) => Promise<void>;
}) {
  const [reason, setReason] = useState("");
  const refusal = preview.state === "ready" ? preview.value.refusal : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void onConfirm(reason.trim() ? { reason } : {});
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={title}
      onEscape={() => !busy && reason === ""}
    >
      <form onSubmit={submit}>
        <div className="body">
          {refused && <Note kind="bad">{refused}</Note>}
          {refusal ? <Note kind="bad">{refusal}</Note> : <TeamImpact preview={preview} />}
          <TextArea
            label="Reason"
            help="Optional. Kept in the audit log."
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <DialogFooter consequence={consequence}>
          <Button
            type="submit"
            kind="danger"
            busy={busy}
            disabled={refusal !== null || preview.state !== "ready"}
          >
            {verb}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
