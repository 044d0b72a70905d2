"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLink, MenuRule } from "@/components/ui/menu";
import type { Replacement } from "@/lib/roles/queries";

export const DeleteDialog = dynamic(() => import("./delete-dialog").then((module) => module.DeleteDialog), {
  ssr: false,
});

export type MenuRole = { id: string; name: string; kind: "system" | "custom" | "governance" };

/** What can be done with a role, on its page. */
export function RoleMenu({
  workspace,
  role,
  mayManage,
  replacements,
}: {
  workspace: string;
  role: MenuRole;
  mayManage: boolean;
  /** The roles that could take its place. */
  replacements: readonly Replacement[];
}) {
  const [deleting, setDeleting] = useState(false);
  const label = `Actions for ${role.name}`;
  return (
    <>
      <Menu label={label} trigger={<IconButton icon="more" label={label} />}>
        <RoleItems {...{ workspace, role, mayManage }} here onDelete={() => setDeleting(true)} />
      </Menu>
      {deleting && (
        <DeleteDialog
          workspace={workspace}
          role={role}
          replacements={replacements}
          leaves
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}

/** What can be done with one role; `here`: its page is open. */
export function RoleItems({
  workspace,
  role: { id, kind },
  mayManage,
  here = false,
  onDelete,
}: {
  workspace: string;
  role: MenuRole;
  mayManage: boolean;
  here?: boolean;
  onDelete: () => void;
}) {
  const base = `/w/${workspace}/settings/roles`;
  const fixed = kind !== "custom";
  return (
    <>
      {!here && (
        <MenuLink href={`${base}/${id}`} icon="levels">
          Open
        </MenuLink>
      )}
      {mayManage && !here && !fixed && (
        <MenuLink href={`${base}/${id}/edit`} icon="settings">
          Edit
        </MenuLink>
      )}
      {mayManage && (
        <MenuLink href={`${base}/new?from=${id}`} icon="copy">
          Clone
        </MenuLink>
      )}
      <MenuLink href={`${base}/compare?a=${id}`} icon="swap">
        Compare…
      </MenuLink>
      {mayManage && (
        <>
          <MenuRule />
          <MenuItem
            icon="close"
            danger
            disabled={fixed}
            effect={
              fixed
                ? "The same in every workspace. Clone it, and change the clone."
                : "Asks what takes its place."
            }
            onSelect={onDelete}
          >
            Delete…
          </MenuItem>
        </>
      )}
    </>
  );
}
