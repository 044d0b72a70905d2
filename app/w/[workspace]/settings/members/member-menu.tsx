"use client";

import { explainAddress } from "@/app/w/[workspace]/explain-address";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLabel, MenuLink, MenuRule } from "@/components/ui/menu";
import type { MemberRef } from "./change-words";
import { useMemberChanges } from "./member-changes";

const quickRoles = ["Power User", "Editor"];

type Props = {
  member: MemberRef;
  active: boolean;
  isYou: boolean;
  mayManage: boolean;
  /** The member's page; absent on that page itself. */
  href?: string;
};

/** What can be done with one member, on their page. */
export function MemberMenu(props: Props) {
  const label = `Actions for ${props.member.name}`;
  return (
    <Menu label={label} trigger={<IconButton icon="more" label={label} />}>
      <MemberItems {...props} />
    </Menu>
  );
}

/** What can be done with one member; without the right to manage users it only leads to the details. */
export function MemberItems({ member, active, isYou, mayManage, href }: Props) {
  const { workspace, roles, choose } = useMemberChanges();
  const quick = roles.filter(({ name }) => quickRoles.includes(name));
  const own = "Nobody changes their own access.";
  return (
    <>
      {href && (
        <MenuLink href={href} icon="person">
          Open
        </MenuLink>
      )}
      {mayManage && href && (
        <MenuLink href={explainAddress(workspace, { person: member.membershipId })} icon="why" shortcut="X">
          Explain access
        </MenuLink>
      )}
      {mayManage && active && (
        <>
          {quick.map(({ id, name }) => (
            <MenuItem
              key={id}
              icon="levels"
              disabled={isYou}
              effect={isYou && own}
              onSelect={() => choose(member, { kind: "make", roleId: id })}
            >
              Make {name}
            </MenuItem>
          ))}
          <MenuItem icon="levels" disabled={isYou} onSelect={() => choose(member, { kind: "make" })}>
            Change roles…
          </MenuItem>
          <MenuItem icon="plus" disabled={isYou} onSelect={() => choose(member, { kind: "add" })}>
            Add role…
          </MenuItem>
          <MenuRule />
          <MenuItem
            icon="pause"
            disabled={isYou}
            effect="Works at once. Nothing is reassigned."
            onSelect={() => choose(member, { kind: "deactivate" })}
          >
            Deactivate
          </MenuItem>
        </>
      )}
      {mayManage && !active && (
        <MenuItem
          icon="check"
          effect="Gives back what has not expired."
          onSelect={() => choose(member, { kind: "reactivate" })}
        >
          Reactivate
        </MenuItem>
      )}
      {mayManage && (
        <MenuItem
          icon="leave"
          danger
          disabled={isYou}
          effect="For good. Refused while something would be left without an Owner or Steward."
          onSelect={() => choose(member, { kind: "revoke" })}
        >
          Revoke access…
        </MenuItem>
      )}
    </>
  );
}

/** The roles that can be given in place of those that somebody holds; choosing one asks to confirm. */
export function RoleItems({ member, held }: { member: MemberRef; held: readonly string[] }) {
  const { roles, choose } = useMemberChanges();
  return (
    <>
      <MenuLabel>Make {member.name}…</MenuLabel>
      {roles.map(({ id, name, isFullAdmin }) => (
        <MenuItem
          key={id}
          icon={held.includes(id) ? "check" : "levels"}
          effect={isFullAdmin && "Full Admin: assign only if absolutely necessary"}
          onSelect={() => choose(member, { kind: "make", roleId: id })}
        >
          {name}
        </MenuItem>
      ))}
    </>
  );
}
