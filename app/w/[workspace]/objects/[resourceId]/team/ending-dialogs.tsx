"use client";

import { useRouter } from "next/navigation";
import { ChangeDialog } from "@/app/w/[workspace]/change-dialog";
import { type Answer, useAnswer } from "@/app/w/[workspace]/use-answer";
import { Note } from "@/components/ui/note";
import type { ChangePreview } from "@/lib/changes/preview";
import type { Becomes } from "@/lib/teams/commands";
import type { TeamRow } from "@/lib/teams/queries";
import { agreeing } from "@/lib/words/counts";
import { leaveTeamAction, removeFromTeamAction } from "./actions";
import { TeamImpact } from "./add-sheet";
import { countWords, type TeamRef } from "./terms";
import { namedTogether } from "./use-team-change";

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
  const preview = useAnswer(workspace, "teams.remove.preview", {
    resourceId: team.object.id,
    grantIds,
  });
  const [one] = rows;
  const whom = rows.length === 1 && one ? one.name : countWords(rows);
  return (
    <ChangeDialog
      workspace={workspace}
      seesAudit={team.seesAudit}
      title={`Remove ${whom} from ${team.object.name}`}
      verb="Remove"
      danger
      effect={effectOf(preview)}
      preview={preview}
      consequence="What they hold in another way stays."
      onClose={onClose}
      act={removeFromTeamAction}
      input={{ resourceId: team.object.id, grantIds }}
      told={({ rows: changed }) =>
        `${namedTogether(changed.map(({ name }) => name))} ${agreeing(changed.length, "is", "are")} off the team of ${team.object.name}.`
      }
      onDone={() => {
        onDone?.();
        onClose();
      }}
    />
  );
}

/** Gives back one's own place on the team. */
export function LeaveDialog({ workspace, team, onClose, grantId }: Props & { grantId: string }) {
  const router = useRouter();
  const preview = useAnswer(workspace, "teams.leave.preview", {
    resourceId: team.object.id,
    grantId,
  });
  const losesAll =
    preview.state === "ready" &&
    preview.value.summary?.people.some(({ losses }) => losses.some((line) => line.startsWith("View")));
  return (
    <ChangeDialog
      workspace={workspace}
      seesAudit={team.seesAudit}
      title={`Give back your place on ${team.object.name}`}
      verb="Give back"
      danger
      effect={effectOf(preview)}
      preview={preview}
      consequence="You cannot take it again yourself."
      onClose={onClose}
      act={leaveTeamAction}
      input={{ resourceId: team.object.id, grantId }}
      told={() => `You gave back your place on ${team.object.name}.`}
      onDone={() => {
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
