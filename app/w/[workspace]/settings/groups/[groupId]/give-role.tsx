"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/app/w/[workspace]/confirm-dialog";
import { RolePicker } from "@/app/w/[workspace]/role-picker";
import { useChange } from "@/app/w/[workspace]/use-change";
import { noValidity, sentValidity, ValidityFields } from "@/app/w/[workspace]/validity-fields";
import { Button } from "@/components/ui/button";
import type { RoleChoice } from "@/lib/roles/choices";
import { giveGroupRoleAction } from "../actions";
import { Effect, isConfirmable } from "../effect";
import { usePreview } from "../use-preview";

type Props = { workspace: string; group: { id: string; name: string }; roles: readonly RoleChoice[] };

/** Gives the group a role on the workspace. */
export function GiveRole(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="s" icon="plus" onClick={() => setOpen(true)}>
        Add role
      </Button>
      {open && <GiveRoleDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function GiveRoleDialog({ workspace, group, roles, onClose }: Props & { onClose: () => void }) {
  const [roleId, setRoleId] = useState("");
  const [validity, setValidity] = useState(noValidity);
  const change = useChange(workspace);
  const { endsOn } = validity;
  const preview = usePreview(
    workspace,
    group.id,
    roleId ? { kind: "give", roleId, ...(endsOn ? { endsOn } : {}) } : null,
  );
  const role = roles.find(({ id }) => id === roleId);
  const confirm = async (reason: { reason?: string }) => {
    const input = { groupId: group.id, roleId, ...sentValidity(validity), ...reason };
    const done = await change.send(
      giveGroupRoleAction,
      input,
      () => `${group.name} gives ${role?.name} now.`,
    );
    if (done) onClose();
  };
  return (
    <ConfirmDialog
      title={`Add a role to ${group.name}`}
      verb="Add role"
      consequence="For all members of the group, at once."
      effect={<Effect preview={preview} idle="Choose a role to see who gains what." />}
      ready={role !== undefined && isConfirmable(preview)}
      change={change}
      onConfirm={confirm}
      onClose={onClose}
    >
      <RolePicker roles={roles} value={roleId} onChange={setRoleId} />
      <ValidityFields value={validity} errors={change.refused?.fields} onChange={setValidity} />
    </ConfirmDialog>
  );
}
