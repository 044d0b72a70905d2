"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { type Column, ListTable } from "@/components/list/list-table";
import { SelectionBar, useSelection } from "@/components/list/selection";
import { PersonCell } from "@/components/person-cell";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import { Time } from "@/components/ui/time";
import { dateWords, lastMomentOf } from "@/components/ui/time-words";
import type { Changed } from "@/lib/changes/plan";
import type { GroupMember } from "@/lib/groups/members";
import { counted } from "@/lib/words/counts";
import { removeMembersAction } from "../actions";

const GroupChangeDialog = dynamic(
  () => import("../group-change-dialog").then((module) => module.GroupChangeDialog<Changed>),
  { ssr: false },
);

type Props = {
  workspace: string;
  group: { id: string; name: string };
  rows: readonly GroupMember[];
  mayManage: boolean;
  filtered: boolean;
  now: string;
  timeZone: string;
  pages: { previous?: string; next?: string };
};

/** One page of the people in the group; they leave singly or several at once. */
export function MemberTable({ workspace, group, rows, mayManage, filtered, now, timeZone, pages }: Props) {
  const selection = useSelection();
  const [leaving, setLeaving] = useState<readonly string[] | null>(null);
  const named = (ids: readonly string[]) =>
    (ids.length === 1 && rows.find(({ membershipId }) => membershipId === ids[0])?.name) ||
    counted(ids.length, "person", "people");
  const columns: Column<GroupMember>[] = [
    {
      title: "Member",
      cell: ({ membershipId, name, email, active, isYou }) => (
        <PersonCell
          name={name}
          second={active ? email : `${email}, deactivated`}
          href={`/w/${workspace}/settings/members/${membershipId}`}
          tag={isYou ? "You" : undefined}
        />
      ),
    },
    {
      title: "Since",
      cellClass: "muted since",
      cell: ({ since, until }) => (
        <>
          <Time at={since} now={now} zone={timeZone} />
          {until && <small>Until {dateWords(lastMomentOf(until), now, timeZone)}</small>}
        </>
      ),
    },
    {
      title: "Added by",
      className: "by",
      cellClass: "muted",
      cell: ({ addedBy }) =>
        addedBy ? (
          <>
            {addedBy.name}
            {addedBy.byInvitation && <small>By invitation</small>}
          </>
        ) : (
          <span title="The audit log does not tell">–</span>
        ),
    },
    {
      title: <span className="sr">Actions</span>,
      cell: ({ membershipId, name }) => (
        <IconButton
          icon="close"
          label={`Remove ${name} from the group`}
          onClick={() => setLeaving([membershipId])}
        />
      ),
    },
  ];
  return (
    <>
      <ListTable<GroupMember>
        caption={`Members of ${group.name}`}
        look="flat group-members"
        columns={mayManage ? columns : columns.slice(0, -1)}
        sections={[{ rows }]}
        idOf={({ membershipId }) => membershipId}
        rowClass={({ active }) => !active && "off"}
        selects={mayManage ? { selection, nameOf: ({ name }) => name } : undefined}
        pages={pages}
        empty={<Nobody filtered={filtered} />}
      >
        <SelectionBar selection={selection}>
          <Button onClick={() => setLeaving([...selection.ids])}>Remove from group</Button>
        </SelectionBar>
      </ListTable>
      {leaving && (
        <GroupChangeDialog
          workspace={workspace}
          groupId={group.id}
          title={`Remove ${named(leaving)} from ${group.name}`}
          verb="Remove"
          danger
          consequence="Works at once, in open tabs too."
          change={{ kind: "remove", membershipIds: [...leaving] }}
          act={removeMembersAction}
          input={{ membershipIds: leaving }}
          told={({ name, people }) =>
            `${people === 1 ? `${name} is` : `${people} people are`} out of ${group.name}.`
          }
          onDone={() => {
            selection.clear();
            setLeaving(null);
          }}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}

function Nobody({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState icon="search" title="Nobody fits">
      Search for another name or address.
    </EmptyState>
  ) : (
    <EmptyState icon="person" title="Nobody is in this group yet">
      Add members one by one, or paste a list of addresses.
    </EmptyState>
  );
}
