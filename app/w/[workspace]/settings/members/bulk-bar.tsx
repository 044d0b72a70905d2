"use client";

import { useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { type Selection, SelectionBar } from "@/components/list/selection";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import type { Matching } from "@/lib/members/input";
import type { RoleChoice } from "@/lib/roles/choices";
import { numberWords } from "@/lib/words/counts";
import { BulkChangeDialog, type ManyChange } from "./bulk-change-dialog";
import { BulkGroupDialog } from "./bulk-group-dialog";

/** What can be done with everybody who is selected. */
export function BulkBar({
  selection,
  workspace,
  roles,
  groups,
  you,
  filter,
  onPage,
}: {
  selection: Selection;
  workspace: string;
  roles: readonly RoleChoice[];
  groups: readonly { id: string; name: string }[];
  /** The membership of the person who asks. */
  you: string | null;
  filter: Matching;
  /** The membership ids of this page. */
  onPage: readonly string[];
}) {
  const { ids: selected, set, clear } = selection;
  const [chosen, setChosen] = useState<{ change: ManyChange; ids: readonly string[] } | null>(null);
  const [joining, setJoining] = useState<{ id: string; name: string } | null>(null);
  const count = selected.size;
  const pageIsSelected = onPage.length > 0 && onPage.every((id) => selected.has(id));
  const all = useAnswer(workspace, "members.matching", pageIsSelected ? filter : null);
  const ids = all.state === "ready" ? all.value.membershipIds : [];
  const others = ids.some((id) => !selected.has(id));
  const choose = (change: ManyChange) => setChosen({ change, ids: [...selected] });
  return (
    <>
      <SelectionBar
        selection={selection}
        note="Kept from page to page, until the filter changes."
        more={
          all.state === "ready" &&
          others && (
            <Button size="s" kind="quiet" onClick={() => set(ids, true)}>
              {all.value.more ? "Select the first 5,000" : `Select all ${numberWords(ids.length)}`} that fit
            </Button>
          )
        }
      >
        <Menu label="Role for everybody selected" trigger={<Button icon="levels">Change role</Button>}>
          <MenuLabel>Make {count === 1 ? "this member" : `these ${count}`}…</MenuLabel>
          {roles.map(({ id, name, isFullAdmin }) => (
            <MenuItem
              key={id}
              icon="levels"
              effect={isFullAdmin && "Full Admin: assign only if absolutely necessary"}
              onSelect={() => choose({ kind: "make", roleId: id, roleName: name })}
            >
              {name}
            </MenuItem>
          ))}
        </Menu>
        {groups.length > 0 && (
          <Menu label="Group for everybody selected" trigger={<Button icon="groups">Add to group</Button>}>
            {groups.map((group) => (
              <MenuItem key={group.id} icon="groups" onSelect={() => setJoining(group)}>
                {group.name}
              </MenuItem>
            ))}
          </Menu>
        )}
        <Button kind="danger" icon="pause" onClick={() => choose({ kind: "deactivate" })}>
          Deactivate
        </Button>
      </SelectionBar>
      {joining && (
        <BulkGroupDialog
          workspace={workspace}
          group={joining}
          membershipIds={[...selected]}
          you={you}
          onClose={(done) => {
            setJoining(null);
            if (done) clear();
          }}
        />
      )}
      {chosen && (
        <BulkChangeDialog
          workspace={workspace}
          change={chosen.change}
          membershipIds={chosen.ids}
          onClose={(done) => {
            setChosen(null);
            if (done) clear();
          }}
        />
      )}
    </>
  );
}
