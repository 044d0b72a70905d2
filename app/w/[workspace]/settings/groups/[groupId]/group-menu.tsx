"use client";

import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuRule } from "@/components/ui/menu";
import type { GroupDetail } from "@/lib/groups/detail";
import { useChange } from "../../../use-change";
import { reviseGroupAction } from "../actions";
import { GroupForm } from "../group-form";
import { DeleteGroup } from "./delete-group";

/** Rename, describe and delete. */
export function GroupMenu({ workspace, group }: { workspace: string; group: GroupDetail }) {
  const [open, setOpen] = useState<"revise" | "delete" | null>(null);
  const change = useChange(workspace);
  const close = () => setOpen(null);
  const revise = async (named: { name: string; description: string }) => {
    const input = { groupId: group.id, ...named };
    if (await change.send(reviseGroupAction, input, ({ name }) => `${name} is changed.`)) close();
  };
  return (
    <>
      <Menu
        label={`Actions for ${group.name}`}
        trigger={<IconButton icon="more" label={`Actions for ${group.name}`} />}
      >
        <MenuItem icon="edit" onSelect={() => setOpen("revise")}>
          Rename or describe…
        </MenuItem>
        <MenuRule />
        <MenuItem
          icon="close"
          danger
          effect="Asks what becomes of what it gives."
          onSelect={() => setOpen("delete")}
        >
          Delete group…
        </MenuItem>
      </Menu>
      {open === "revise" && (
        <GroupForm
          title={`Rename or describe ${group.name}`}
          verb="Save"
          initial={{ name: group.name, description: group.description }}
          change={change}
          onSubmit={revise}
          onClose={close}
        />
      )}
      {open === "delete" && <DeleteGroup workspace={workspace} group={group} onClose={close} />}
    </>
  );
}
