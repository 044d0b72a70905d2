"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ChangeDialog } from "@/app/w/[workspace]/change-dialog";
import type { Answer } from "@/app/w/[workspace]/use-answer";
import { ChoiceRow, Radio } from "@/components/ui/choice";
import { Note } from "@/components/ui/note";
import type { ChangePreview } from "@/lib/changes/preview";
import type { GroupDetail } from "@/lib/groups/detail";
import { counted } from "@/lib/words/counts";
import { deleteGroupAction } from "../actions";
import { GroupEffect, useGroupPreview } from "../group-change-dialog";

type Fate = "end" | "keep";

/** Deletes a group once it is decided what becomes of its grants; either choice shows its own effect. */
export function DeleteGroup({
  workspace,
  group,
  onClose,
}: {
  workspace: string;
  group: GroupDetail;
  onClose: () => void;
}) {
  const router = useRouter();
  const [grants, setGrants] = useState<Fate>("end");
  const previews = {
    end: useGroupPreview(workspace, group.id, { kind: "delete", grants: "end" }),
    keep: useGroupPreview(workspace, group.id, { kind: "delete", grants: "keep" }),
  };
  return (
    <ChangeDialog
      workspace={workspace}
      title={`Delete ${group.name}`}
      verb="Delete group"
      danger
      consequence="Its history stays in the audit log."
      preview={previews[grants]}
      effect={<GroupEffect preview={previews[grants]} />}
      act={deleteGroupAction}
      input={{ groupId: group.id, grants }}
      told={() => `${group.name} is deleted.`}
      onDone={() => router.push(`/w/${workspace}/settings/groups`)}
      onClose={onClose}
    >
      <fieldset className="decision">
        <legend className="lab">What becomes of what it gives?</legend>
        <div className="choices">
          {(["end", "keep"] as const).map((fate) => (
            <ChoiceRow
              key={fate}
              control={
                <Radio
                  name="grants"
                  value={fate}
                  checked={fate === grants}
                  onChange={() => setGrants(fate)}
                />
              }
              title={titles[fate]}
              detail={detailOf(fate, previews[fate])}
            />
          ))}
        </div>
      </fieldset>
      {group.invitations.count > 0 && (
        <Note kind="warn">
          {group.invitations.count === 1
            ? "1 pending invitation leads into this group, and will lead there no more."
            : `${group.invitations.count} pending invitations lead into this group, and will lead there no more.`}
        </Note>
      )}
    </ChangeDialog>
  );
}

const titles: Record<Fate, string> = {
  end: "It ends with the group",
  keep: "Each member keeps it as their own",
};

function detailOf(fate: Fate, preview: Answer<ChangePreview>): string {
  const what =
    fate === "end"
      ? "Everybody loses what they hold through the group alone."
      : "The same roles become direct ones, with the same ends.";
  if (preview.state !== "ready") return what;
  if (preview.value.refusal) return "Not possible now.";
  const lose = preview.value.summary?.counts.lose ?? 0;
  return `${what} ${lossWords(lose)}`;
}

function lossWords(lose: number): string {
  if (lose === 0) return "Nobody loses access.";
  return `${counted(lose, "person loses", "people lose")} access.`;
}
