"use client";

import { ConfirmDialog } from "@/app/w/[workspace]/confirm-dialog";
import { addMembersAction } from "@/app/w/[workspace]/settings/groups/actions";
import { Effect, isConfirmable } from "@/app/w/[workspace]/settings/groups/effect";
import { usePreview } from "@/app/w/[workspace]/settings/groups/use-preview";
import { useChange } from "@/app/w/[workspace]/use-change";
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
  const others = membershipIds.filter((id) => id !== you);
  const asked = others.length > 0 ? { kind: "add" as const, membershipIds: others } : null;
  const preview = usePreview(workspace, group.id, asked);
  const change = useChange(workspace);

  const confirm = async (reason: { reason?: string }) => {
    const input = { groupId: group.id, membershipIds: others, ...reason };
    const done = await change.send(addMembersAction, input, ({ people: joined }) => {
      const inside = others.length - joined;
      const already = inside === 0 ? "" : ` ${inside} ${inside === 1 ? "was" : "were"} in it already.`;
      return `${people(joined)} ${joined === 1 ? "is" : "are"} in ${group.name} now.${already}`;
    });
    if (done) onClose(true);
  };

  return (
    <ConfirmDialog
      title={`Add ${people(membershipIds.length)} to ${group.name}`}
      verb={`Add to ${group.name}`}
      consequence="Works at once, in open tabs too."
      effect={<Effect preview={preview} idle="Nobody would be added." />}
      ready={others.length > 0 && isConfirmable(preview)}
      change={change}
      onConfirm={confirm}
      onClose={() => onClose(false)}
    >
      <p className="muted">
        Each gets what {group.name} gives, now and later. Who is in it already stays as they are.
      </p>
      {others.length < membershipIds.length && (
        <Note kind="warn">You are left out: nobody adds themselves to a group.</Note>
      )}
    </ConfirmDialog>
  );
}
