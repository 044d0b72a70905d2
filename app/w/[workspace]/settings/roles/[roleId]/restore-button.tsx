"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { RolePreview } from "@/lib/roles/preview";
import { restoreRoleAction } from "../actions";
import { RoleImpact } from "../role-impact";
import { useRoleChange } from "../use-role-change";

type Props = {
  workspace: string;
  role: { id: string; name: string };
  /** The number of the present revision. */
  revision: number;
  /** The number of the one to be restored. */
  number: number;
};

/** Makes an earlier revision the present one, after showing what that does. */
export function RestoreButton(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="s" aria-label={`Restore revision ${props.number}`} onClick={() => setOpen(true)}>
        Restore…
      </Button>
      {open && <RestoreDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function RestoreDialog({ workspace, role, revision, number, onClose }: Props & { onClose: () => void }) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const { busy, refused, change, dialog } = useRoleChange(workspace);
  const preview = useAnswer<RolePreview>(workspace, "roles/restoration", { roleId: role.id, number });
  const blocked = preview.state !== "ready" || preview.value.refusal !== null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || blocked) return;
    const done = await change(
      restoreRoleAction,
      { roleId: role.id, revision, number, ...(reason.trim() ? { reason } : {}) },
      `${role.name} is as it was in revision ${number}.`,
    );
    if (!done) return;
    onClose();
    router.refresh();
  };
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={`Restore revision ${number} of ${role.name}`}
        onEscape={() => !busy && reason === ""}
      >
        <form onSubmit={submit}>
          <div className="body">
            {refused && <Note kind="bad">{refused.message}</Note>}
            <div className="role-effect">
              <RoleImpact preview={preview} />
            </div>
            <TextArea
              label="Reason"
              help="Optional. Kept in the audit log."
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
          <DialogFooter consequence={`It becomes revision ${revision + 1}. Nothing is lost.`}>
            <Button type="submit" kind="primary" busy={busy} disabled={blocked}>
              Restore
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
