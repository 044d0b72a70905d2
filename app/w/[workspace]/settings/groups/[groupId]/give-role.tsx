"use client";

import { useState } from "react";
import { RolePicker } from "@/app/w/[workspace]/role-picker";
import { noValidity, sentValidity, ValidityFields } from "@/app/w/[workspace]/validity-fields";
import { Button } from "@/components/ui/button";
import type { RoleChoice } from "@/lib/roles/choices";
import { giveGroupRoleAction } from "../actions";
import { GroupChangeDialog } from "../group-change-dialog";

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
  const { endsOn } = validity;
  const role = roles.find(({ id }) => id === roleId);
  return (
    <GroupChangeDialog
      workspace={workspace}
      groupId={group.id}
      title={`Add a role to ${group.name}`}
      verb="Add role"
      consequence="For all members of the group, at once."
      change={roleId ? { kind: "give", roleId, ...(endsOn ? { endsOn } : {}) } : null}
      idle="Choose a role to see who gains what."
      act={giveGroupRoleAction}
      input={{ roleId, ...sentValidity(validity) }}
      told={() => `${group.name} gives ${role?.name} now.`}
      onClose={onClose}
    >
      {(refused) => (
        <>
          <RolePicker roles={roles} value={roleId} onChange={setRoleId} />
          <ValidityFields value={validity} errors={refused} onChange={setValidity} />
        </>
      )}
    </GroupChangeDialog>
  );
}
