"use client";

import { Avatar } from "@/components/avatar";
import { type Column, ListTable } from "@/components/list/list-table";
import { MoreRoles, RoleChip } from "@/components/role-chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import type { Level } from "@/lib/access/catalogue";
import type { GroupRow } from "@/lib/groups/queries";
import { agreeing, numberWords } from "@/lib/words/counts";

/** A group as the list gets it: of its roles the names, and the profile of the first one, the strongest. */
export type GroupLine = Omit<GroupRow, "roles"> & { roles: readonly string[]; profile?: readonly Level[] };

/** One page of the groups. */
export function GroupsTable({
  base,
  lines,
  filtered,
  pages,
}: {
  base: string;
  lines: readonly GroupLine[];
  filtered: boolean;
  pages: { previous?: string; next?: string };
}) {
  const columns: Column<GroupLine>[] = [
    {
      title: "Group",
      cell: ({ id, name, description }) => (
        <Link className="hold" href={`${base}/${id}`}>
          <Avatar name={name} kind="group" size="m" />
          <span>
            <b className="cut">{name}</b>
            {description && <small className="cut">{description}</small>}
          </span>
        </Link>
      ),
    },
    {
      title: "Roles it gives",
      cellClass: "given",
      cell: ({ roles: [first, ...others], profile }) =>
        first ? (
          <>
            <RoleChip name={first} levels={profile} />
            <MoreRoles names={others} />
          </>
        ) : (
          <span className="faint">No workspace role</span>
        ),
    },
    { title: "Places", className: "num", cell: ({ places }) => <Count of={places} one="place" /> },
    { title: "Members", className: "num", cell: ({ people }) => <Count of={people} one="member" /> },
  ];
  return (
    <ListTable<GroupLine>
      caption="Groups of this workspace"
      columns={columns}
      sections={[{ rows: lines }]}
      idOf={({ id }) => id}
      pages={pages}
      empty={
        filtered ? (
          <EmptyState icon="search" title="No group fits">
            Search for another name, or for somebody who is in it.
          </EmptyState>
        ) : (
          <EmptyState icon="groups" title="There is no group yet">
            A group gives the same access to many people at once, and takes it from whoever leaves it.
          </EmptyState>
        )
      }
    />
  );
}

/** A number under its heading, with its unit where the row is a card. */
function Count({ of, one }: { of: number; one: string }) {
  return (
    <>
      {numberWords(of)}
      <span className="unit"> {agreeing(of, one, `${one}s`)}</span>
    </>
  );
}
