"use client";

import { fullAdminWarning } from "@/components/impact-preview";
import { PeopleImpact } from "@/components/people-impact";
import { Note } from "@/components/ui/note";
import type { ChangePreview } from "@/lib/changes/preview";
import { LeftOut } from "../../bulk-outcome";
import { ChangeDialog, type ChangeDialogProps } from "../../change-dialog";
import { type Answer, useAnswer } from "../../use-answer";

/** What changes the access of people through a group. */
export type GroupChange =
  | { kind: "add" | "remove"; membershipIds: readonly string[] }
  | { kind: "give"; roleId: string; endsOn?: string }
  | { kind: "end"; grantId: string }
  | { kind: "delete"; grants: "end" | "keep" };

const questions = {
  add: "groups.add-members.preview",
  remove: "groups.remove-members.preview",
  give: "groups.give-role.preview",
  end: "groups.end-grant.preview",
  delete: "groups.delete.preview",
} as const;

const nothing: GroupChange = { kind: "add", membershipIds: [] };

/** Time for further people to be picked before the effect of all of them is asked for, in milliseconds. */
const pause = 200;

/** What a change of a group would do, asked anew whenever it differs; null asks nothing. */
export function useGroupPreview(
  workspace: string,
  groupId: string,
  change: GroupChange | null,
): Answer<ChangePreview> {
  const { kind, ...asked } = change ?? nothing;
  return useAnswer(workspace, questions[kind], change && { groupId, ...asked }, pause);
}

/** A change of a group, with its effect on everybody and whom it leaves out. */
export function GroupChangeDialog<V extends { event: string }>({
  groupId,
  change,
  idle = "",
  children,
  ...dialog
}: Omit<ChangeDialogProps<V>, "preview" | "effect"> & {
  groupId: string;
  /** Null until enough is chosen. */
  change: GroupChange | null;
  /** What is said until then. */
  idle?: string;
}) {
  const preview = useGroupPreview(dialog.workspace, groupId, change);
  const left = preview.state === "ready" ? preview.value.left : [];
  return (
    <ChangeDialog
      {...dialog}
      input={{ groupId, ...dialog.input }}
      preview={preview}
      effect={<GroupEffect preview={preview} idle={idle} />}
    >
      {children &&
        ((refused) => (
          <>
            {typeof children === "function" ? children(refused) : children}
            {left.length > 0 && <LeftOut rows={left} />}
          </>
        ))}
    </ChangeDialog>
  );
}

/** What a change of a group would do, and why it cannot be done if it cannot. */
export function GroupEffect({ preview, idle = "" }: { preview: Answer<ChangePreview>; idle?: string }) {
  if (preview.state === "idle") return <p className="muted">{idle}</p>;
  if (preview.state !== "ready") return <PeopleImpact state={preview.state} onRetry={preview.retry} />;
  const { summary, refusal, givesFullAdmin } = preview.value;
  return (
    <>
      {refusal && (
        <Note kind="bad" announce>
          {refusal}
        </Note>
      )}
      {summary && (
        <PeopleImpact state="ready" summary={summary} warnings={givesFullAdmin ? [fullAdminWarning] : []} />
      )}
      {summary && summary.counts.gain + summary.counts.lose === 0 && (
        <p className="muted">Nobody’s access changes: the same comes from elsewhere.</p>
      )}
    </>
  );
}
