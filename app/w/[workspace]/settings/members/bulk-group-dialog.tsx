"use client";

import { useState } from "react";
import { Outcome } from "@/app/w/[workspace]/bulk-outcome";
import { addMembersAction } from "@/app/w/[workspace]/settings/groups/actions";
import { GroupChangeDialog } from "@/app/w/[workspace]/settings/groups/group-change-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { mostMailed } from "@/lib/changes/input";
import type { ChangedRow } from "@/lib/changes/plan";
import { agreeing, counted } from "@/lib/words/counts";

/**
 * Puts everybody selected into a group, but the person who asks and who cannot join: with its effect and whom it leaves
 * out first, and what became of each afterwards.
 */
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
  const others = membershipIds.filter((id) => id !== you);
  const asked = others.length > 0 ? { kind: "add" as const, membershipIds: others } : null;
  const [rows, setRows] = useState<readonly ChangedRow[] | null>(null);

  const title = `Add ${counted(membershipIds.length, "member")} to ${group.name}`;
  if (rows)
    return (
      <Dialog open onOpenChange={() => onClose(true)} title={title} size="m">
        <Outcome
          rows={rows}
          workspace={workspace}
          done={`in ${group.name} now`}
          action="member.group-joined"
          consequence={mailWords(rows)}
        />
      </Dialog>
    );

  return (
    <GroupChangeDialog
      workspace={workspace}
      groupId={group.id}
      title={title}
      verb={`Add to ${group.name}`}
      consequence="Works at once, in open tabs too."
      change={asked}
      idle="Nobody would be added."
      act={addMembersAction}
      input={{ membershipIds: others }}
      told={({ people }) =>
        `${counted(people, "member")} ${agreeing(people, "is", "are")} in ${group.name} now.`
      }
      onDone={(added) => setRows(added.rows)}
      onClose={() => onClose(false)}
    >
      <p className="muted">
        Each gets what {group.name} gives, now and later. Who is in it already stays as they are.
      </p>
      {others.length < membershipIds.length && (
        <Note kind="warn">You are left out: nobody adds themselves to a group.</Note>
      )}
    </GroupChangeDialog>
  );
}

function mailWords(rows: readonly ChangedRow[]): string {
  return rows.filter(({ result }) => result === "change").length > mostMailed
    ? "So many at once get no mail: the page of the group and the audit log tell of it."
    : "Each whose access changed gets a mail.";
}
