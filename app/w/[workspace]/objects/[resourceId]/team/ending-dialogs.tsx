"use client";

import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/app/w/[workspace]/confirm-dialog";
import { type Answer, useAnswer } from "@/app/w/[workspace]/use-answer";
import { Note } from "@/components/ui/note";
import type { ChangePreview } from "@/lib/changes/preview";
import type { Becomes } from "@/lib/teams/commands";
import type { TeamRow } from "@/lib/teams/queries";
import { agreeing } from "@/lib/words/counts";
import { leaveTeamAction, removeFromTeamAction } from "./actions";
import { TeamImpact } from "./add-sheet";
import { countWords, type TeamRef } from "./terms";
import { namedTogether, useTeamChange } from "./use-team-change";

type Props = { workspace: string; team: TeamRef; onClose: () => void };

/** Takes people and groups off the team, with who loses what. */
export function RemoveDialog({
  workspace,
  team,
  onClose,
  rows,
  onDone,
}: Props & { rows: readonly TeamRow[]; onDone?: (() => void) | undefined }) {
  const grantIds = rows.map(({ grantId }) => grantId);
  const change = useTeamChange(workspace, team, removeFromTeamAction);
  const preview = useAnswer(workspace, "teams.remove.preview", {
    resourceId: team.object.id,
    grantIds,
  });
  const [one] = rows;
  const whom = rows.length === 1 && one ? one.name : countWords(rows);
  return (
    <ConfirmDialog
      title={`Remove ${whom} from ${team.object.name}`}
      verb="Remove"
      danger
      effect={effectOf(preview)}
      ready={isConfirmable(preview)}
      change={change}
      consequence="What they hold in another way stays."
      onClose={onClose}
      onConfirm={async (reason) => {
        const done = await change.send(
          { grantIds, ...reason },
          (names) =>
            `${namedTogether(names)} ${agreeing(names.length, "is", "are")} off the team of ${team.object.name}.`,
        );
        if (!done) return;
        onDone?.();
        onClose();
      }}
    />
  );
}

/** Gives back one's own place on the team. */
export function LeaveDialog({ workspace, team, onClose, grantId }: Props & { grantId: string }) {
  const router = useRouter();
  const change = useTeamChange(workspace, team, leaveTeamAction);
  const preview = useAnswer(workspace, "teams.leave.preview", {
    resourceId: team.object.id,
    grantId,
  });
  const losesAll =
    preview.state === "ready" &&
    preview.value.summary?.people.some(({ losses }) => losses.some((line) => line.startsWith("View")));
  return (
    <ConfirmDialog
      title={`Give back your place on ${team.object.name}`}
      verb="Give back"
      danger
      effect={effectOf(preview)}
      ready={isConfirmable(preview)}
      change={change}
      consequence="You cannot take it again yourself."
      onClose={onClose}
      onConfirm={async (reason) => {
        const done = await change.send(
          { grantId, ...reason },
          () => `You gave back your place on ${team.object.name}.`,
        );
        if (!done) return;
        onClose();
        if (losesAll) router.push(`/w/${workspace}/objects`);
      }}
    />
  );
}

function effectOf(preview: Answer<ChangePreview & { becomes?: Becomes }>) {
  const refusal = preview.state === "ready" ? preview.value.refusal : null;
  return refusal ? <Note kind="bad">{refusal}</Note> : <TeamImpact preview={preview} />;
}

function isConfirmable(preview: Answer<ChangePreview & { becomes?: Becomes }>): boolean {
  return preview.state === "ready" && preview.value.refusal === null;
}
