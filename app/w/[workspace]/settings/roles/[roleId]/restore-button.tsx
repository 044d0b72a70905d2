"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/app/w/[workspace]/confirm-dialog";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { useChange } from "@/app/w/[workspace]/use-change";
import { Button } from "@/components/ui/button";
import { restoreRoleAction } from "../actions";
import { RoleImpact } from "../role-impact";

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
  const change = useChange(workspace);
  const preview = useAnswer(workspace, "roles.restore.preview", { roleId: role.id, number });
  const confirm = async (reason: { reason?: string }) => {
    const input = { roleId: role.id, revision, number, ...reason };
    const told = `${role.name} is as it was in revision ${number}.`;
    if (await change.send(restoreRoleAction, input, () => told)) onClose();
  };
  return (
    <ConfirmDialog
      title={`Restore revision ${number} of ${role.name}`}
      verb="Restore"
      consequence={`It becomes revision ${revision + 1}. Nothing is lost.`}
      effect={
        <div className="role-effect">
          <RoleImpact preview={preview} />
        </div>
      }
      ready={preview.state === "ready" && preview.value.refusal === null}
      change={change}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
