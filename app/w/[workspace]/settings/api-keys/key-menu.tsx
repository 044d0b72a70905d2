"use client";

import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuRule } from "@/components/ui/menu";
import type { KeyRow } from "@/lib/keys/queries";
import { ChangeOwner } from "./change-owner";
import { RevokeKey } from "./revoke-key";

/** Change owner and Revoke. */
export function KeyMenu({ workspace, row, mayOwn }: { workspace: string; row: KeyRow; mayOwn: boolean }) {
  const [open, setOpen] = useState<"owner" | "revoke" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu
        label={`Actions for ${row.name}`}
        trigger={<IconButton icon="more" label={`More actions for ${row.name}`} />}
      >
        <MenuItem
          icon="swap"
          disabled={!mayOwn}
          effect={mayOwn ? "Somebody else answers for the key." : "Needs Manage User too."}
          onSelect={() => setOpen("owner")}
        >
          Change owner…
        </MenuItem>
        <MenuRule />
        <MenuItem icon="close" danger onSelect={() => setOpen("revoke")}>
          Revoke…
        </MenuItem>
      </Menu>
      {open === "owner" && <ChangeOwner workspace={workspace} row={row} onClose={close} />}
      {open === "revoke" && (
        <RevokeKey workspace={workspace} keyId={row.id} name={row.name} onClose={close} />
      )}
    </>
  );
}
