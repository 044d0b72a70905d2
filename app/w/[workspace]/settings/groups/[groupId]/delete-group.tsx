"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ChoiceRow, Radio } from "@/components/ui/choice";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import type { GroupDetail } from "@/lib/groups/detail";
import { deleteGroupAction } from "../actions";
import { Effect, isConfirmable } from "../effect";
import { useChange } from "../use-change";
import { usePreview } from "../use-preview";
import { given, Reason } from "./reason";

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
  const [reason, setReason] = useState("");
  const { run, busy, refused, dialog } = useChange(workspace, deleteGroupAction);
  const previews = {
    end: usePreview(workspace, group.id, { kind: "delete", grants: "end" }),
    keep: usePreview(workspace, group.id, { kind: "delete", grants: "keep" }),
  };
  const preview = previews[grants];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { groupId: group.id, grants, ...given(reason) };
    if (await run(input, ({ name }) => `${name} is deleted.`)) router.push(`/w/${workspace}/settings/groups`);
  };
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={`Delete ${group.name}`}
        size="l"
        onEscape={() => !busy && reason === ""}
      >
        <form onSubmit={submit}>
          <div className="two">
            <div>
              {refused && <Note kind="bad">{refused.message}</Note>}
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
                    ? "1 pending invitation leads into this group, and can no longer be accepted."
                    : `${group.invitations.count} pending invitations lead into this group, and can no longer be accepted.`}
                </Note>
              )}
              <Reason value={reason} error={refused?.fields?.reason} onChange={setReason} />
            </div>
            <aside aria-label="Effect">
              <h3>What changes</h3>
              <Effect preview={preview} idle="" />
            </aside>
          </div>
          <DialogFooter consequence="Its history stays in the audit log.">
            <Button type="submit" kind="danger" busy={busy} disabled={!isConfirmable(preview)}>
              Delete group
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}

const titles: Record<Fate, string> = {
  end: "It ends with the group",
  keep: "Each member keeps it as their own",
};

function detailOf(fate: Fate, preview: ReturnType<typeof usePreview>): string {
  const what =
    fate === "end"
      ? "Everybody loses what they hold through the group alone."
      : "The same roles become direct ones, with the same ends.";
  if (preview.state !== "ready") return what;
  if (preview.value.refusal) return "Not possible now.";
  const lose = preview.value.summary?.counts.lose ?? 0;
  return `${what} ${lose === 0 ? "Nobody loses access." : `${lose.toLocaleString("en-GB")} lose access.`}`;
}
