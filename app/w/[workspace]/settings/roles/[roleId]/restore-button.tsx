"use client";

import { useState } from "react";
import { ChangeDialog } from "@/app/w/[workspace]/change-dialog";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
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
  const preview = useAnswer(workspace, "roles.restore.preview", { roleId: role.id, number });
  return (
    <ChangeDialog
      workspace={workspace}
      title={`Restore revision ${number} of ${role.name}`}
      verb="Restore"
      consequence={`It becomes revision ${revision + 1}. Nothing is lost.`}
      effect={
        <div className="role-effect">
          <RoleImpact preview={preview} />
        </div>
      }
      preview={preview}
      act={restoreRoleAction}
      input={{ roleId: role.id, revision, number }}
      told={() => `${role.name} is as it was in revision ${number}.`}
      onClose={onClose}
    />
  );
}
