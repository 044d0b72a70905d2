"use client";

import { MoreRoles, RoleChip, RoleChipButton } from "@/components/role-chip";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import type { RoleMark } from "@/lib/grants/marks";
import type { MemberRef } from "./change-words";
import { useMemberChanges } from "./member-changes";

/** The highest role and "+n". Where roles may be changed it opens the list of roles; choosing one asks to confirm. */
export function RoleBadge({
  member,
  roles: held,
  mayChange,
}: {
  member: MemberRef;
  roles: readonly Pick<RoleMark, "name" | "profile" | "roleId">[];
  mayChange: boolean;
}) {
  const { roles, choose } = useMemberChanges();
  const [highest, ...others] = held;
  if (!mayChange) {
    return highest ? (
      <>
        <RoleChip name={highest.name} levels={highest.profile} />
        <MoreRoles names={others.map(({ name }) => name)} />
      </>
    ) : (
      <span className="faint">No workspace role</span>
    );
  }
  const shownName = highest?.name ?? "No workspace role";
  return (
    <>
      <Menu
        label={`Roles to give to ${member.name}`}
        align="start"
        trigger={
          <RoleChipButton
            name={shownName}
            {...(highest ? { levels: highest.profile } : {})}
            aria-label={`${shownName}: change the role of ${member.name}`}
          />
        }
      >
        <MenuLabel>Make {member.name}…</MenuLabel>
        {roles.map(({ id, name, isFullAdmin }) => (
          <MenuItem
            key={id}
            icon={held.some(({ roleId }) => roleId === id) ? "check" : "levels"}
            effect={isFullAdmin && "Full Admin: assign only if absolutely necessary"}
            onSelect={() => choose(member, { kind: "make", roleId: id })}
          >
            {name}
          </MenuItem>
        ))}
      </Menu>
      <MoreRoles names={others.map(({ name }) => name)} />
    </>
  );
}
