"use client";

import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLink, MenuRule } from "@/components/ui/menu";
import type { Replacement } from "@/lib/roles/queries";
import { DeleteDialog } from "./delete-dialog";

export type MenuRole = { id: string; name: string; kind: "system" | "custom" | "governance" };

/** What can be done with one role. */
export function RoleMenu({
  workspace,
  role,
  mayManage,
  replacements,
  here = false,
}: {
  workspace: string;
  role: MenuRole;
  mayManage: boolean;
  /** The roles that could take its place. */
  replacements: readonly Replacement[];
  /** It stands on the page of the role itself. */
  here?: boolean;
}) {
  const [deleting, setDeleting] = useState(false);
  const base = `/w/${workspace}/settings/roles`;
  const fixed = role.kind !== "custom";
  const why = `The same in every workspace. Clone it, and change the clone.`;
  return (
    <>
      <Menu
        label={`Actions for ${role.name}`}
        trigger={<IconButton icon="more" label={`Actions for ${role.name}`} />}
      >
        {!here && (
          <MenuLink href={`${base}/${role.id}`} icon="levels">
            Open
          </MenuLink>
        )}
        {mayManage && !here && !fixed && (
          <MenuLink href={`${base}/${role.id}/edit`} icon="settings">
            Edit
          </MenuLink>
        )}
        {mayManage && (
          <MenuLink href={`${base}/new?from=${role.id}`} icon="copy">
            Clone
          </MenuLink>
        )}
        <MenuLink href={`${base}/compare?a=${role.id}`} icon="swap">
          Compare…
        </MenuLink>
        {mayManage && (
          <>
            <MenuRule />
            <MenuItem
              icon="close"
              danger
              disabled={fixed}
              effect={fixed ? why : "Asks what takes its place."}
              onSelect={() => setDeleting(true)}
            >
              Delete…
            </MenuItem>
          </>
        )}
      </Menu>
      {deleting && (
        <DeleteDialog
          workspace={workspace}
          role={role}
          replacements={replacements.filter(({ id }) => id !== role.id)}
          leaves={here}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}
