"use client";

import { useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import type { Matching } from "@/lib/members/input";
import type { RoleChoice } from "@/lib/roles/choices";
import { BulkChangeDialog, type ManyChange } from "./bulk-change-dialog";
import { BulkGroupDialog } from "./bulk-group-dialog";
import { useSelection } from "./bulk-selection";
import "./bulk.css";

/** What can be done with everybody who is selected. It lies at the foot of the list while somebody is. */
export function BulkBar({
  workspace,
  roles,
  groups,
  you,
  filter,
  onPage,
}: {
  workspace: string;
  roles: readonly RoleChoice[];
  groups: readonly { id: string; name: string }[];
  /** The membership of the person who asks. */
  you: string | null;
  filter: Matching;
  /** The membership ids of this page. */
  onPage: readonly string[];
}) {
  const { selected, set, clear } = useSelection();
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
      {count > 0 && (
        <section className="bulk-bar" aria-label={`Change ${count} selected`}>
          <span className="who">
            <b className="nowrap" role="status">
              {count.toLocaleString("en")} selected
            </b>
            <small>Kept from page to page, until the filter changes.</small>
          </span>
          {all.state === "ready" && others && (
            <Button size="s" kind="quiet" onClick={() => set(ids, true)}>
              {all.value.more ? "Select the first 5,000" : `Select all ${ids.length.toLocaleString("en")}`}{" "}
              that fit
            </Button>
          )}
          <Button size="s" kind="quiet" onClick={clear}>
            Clear
          </Button>
          <span className="acts">
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
              <Menu
                label="Group for everybody selected"
                trigger={<Button icon="groups">Add to group</Button>}
              >
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
          </span>
        </section>
      )}
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
