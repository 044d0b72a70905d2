"use client";

import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLink, MenuRule } from "@/components/ui/menu";
import type { TeamRow } from "@/lib/teams/queries";
import { useTeamChanges } from "./team-changes";

/** What can be done with one row; an inherited one says where. */
export function RowMenu({
  row,
  may,
  sourceHref,
  sourceName,
}: {
  row: TeamRow;
  may: { edit: boolean; manage: boolean };
  sourceHref: string | null;
  sourceName: string;
}) {
  const { choose } = useTeamChanges();
  if (row.from ? !sourceHref && !may.manage : !may.edit) return null;
  const where = row.from?.kind === "workspace" ? "the workspace" : sourceName;
  const label = `Actions for ${row.name}${row.from ? `, inherited from ${where}` : ""}`;
  return (
    <Menu label={label} trigger={<IconButton icon="more" label={label} data-row="stop" />}>
      {row.from ? (
        <>
          {sourceHref && (
            <MenuLink href={sourceHref} icon="arrow-right">
              Change it in {where}
            </MenuLink>
          )}
          {may.manage && (
            <MenuItem
              icon="leave"
              danger
              disabled
              effect={`Inherited from ${where}. It can be removed there, and not here.`}
              onSelect={() => {}}
            >
              Remove…
            </MenuItem>
          )}
        </>
      ) : (
        <>
          <MenuItem
            icon="levels"
            disabled={row.closed !== null}
            effect={row.closed}
            onSelect={() => choose({ kind: "revise", row })}
          >
            {may.manage ? "Change role, rights and end…" : "Change rights and end…"}
          </MenuItem>
          {may.manage && (
            <>
              <MenuRule />
              <MenuItem
                icon="leave"
                danger
                disabled={row.closed !== null}
                onSelect={() => choose({ kind: "remove", rows: [row] })}
              >
                Remove…
              </MenuItem>
            </>
          )}
        </>
      )}
    </Menu>
  );
}
