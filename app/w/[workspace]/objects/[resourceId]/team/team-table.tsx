"use client";

import { type ReactNode, useRef } from "react";
import { type Column, ListTable, type Section } from "@/components/list/list-table";
import { RowBox, SelectionBar, useSelection } from "@/components/list/selection";
import { PersonCell } from "@/components/person-cell";
import { LevelLabel } from "@/components/tally";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { MenuItem, MenuLink, MenuRule } from "@/components/ui/menu";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { dateWords, lastMomentOf } from "@/components/ui/time-words";
import type { TeamPage, TeamRow } from "@/lib/teams/queries";
import { agreeing, counted, numberUpTo } from "@/lib/words/counts";
import { useTeamChanges } from "./team-changes";

type Props = {
  workspace: string;
  page: Pick<TeamPage, "rows" | "counts" | "object" | "may" | "now" | "timeZone">;
  filtered: boolean;
  pages: { previous?: string; next?: string };
  /** What is said below the rows. */
  children: ReactNode;
};

/** One page of a team. What was given here comes first, then what is inherited. */
export function TeamTable({ workspace, page, filtered, pages, children }: Props) {
  const { choose } = useTeamChanges();
  const selection = useSelection();
  const { rows, object, may } = page;
  // Of rows that were selected on another page no more than their ids is at hand there.
  const known = useRef(new Map<string, TeamRow>());
  for (const row of rows) known.current.set(row.grantId, row);
  const selected = [...selection.ids].flatMap((id) => known.current.get(id) ?? []);
  return (
    <ListTable<TeamRow>
      caption={`Team of ${object.name}`}
      look="flat"
      columns={columnsOf(workspace, page, (row) =>
        row.from ? (
          <span className="no-box" />
        ) : (
          <RowBox id={row.grantId} name={row.name} selection={selection} closed={row.closed} />
        ),
      )}
      sections={sectionsOf(page, filtered)}
      idOf={({ grantId }) => grantId}
      rowClass={({ from }) => (from ? "lk" : "dr")}
      menus={{
        actions: {
          label: (row) => menuLabel(workspace, row, may),
          items: (row) => <RowItems workspace={workspace} row={row} mayManage={may.manage} />,
        },
      }}
      selects={
        may.manage
          ? {
              selection,
              nameOf: ({ from, closed, name }) => (from || closed !== null ? null : name),
              ownBoxes: true,
            }
          : undefined
      }
      stops="[data-menu]"
      pages={pages}
      empty={
        <EmptyState
          icon={filtered ? "search" : "groups"}
          title={filtered ? "Nobody fits" : "Nobody is on this team"}
        >
          {filtered ? "Change the search, or clear a filter." : "Add the first person or group."}
        </EmptyState>
      }
    >
      {children}
      <SelectionBar selection={selection}>
        <Button
          kind="danger"
          onClick={() => choose({ kind: "remove", rows: selected, onDone: selection.clear })}
        >
          Remove…
        </Button>
      </SelectionBar>
    </ListTable>
  );
}

function sectionsOf({ rows, counts, object, may }: Props["page"], filtered: boolean): Section<TeamRow>[] {
  const direct = rows.filter(({ from }) => from === null);
  const inherited = rows.filter(({ from }) => from !== null);
  const here = {
    title: `On this ${object.kind}`,
    note: `${numberUpTo(1000, counts.direct)}, ${may.manage || may.edit ? "can be changed here" : "given here"}`,
    rows: direct,
    ...(counts.direct === 0 && { none: "Nobody yet. Whoever is listed below is here by inheritance." }),
  };
  const above = {
    title: "Inherited",
    note: `${numberUpTo(1000, counts.inherited)}, locked here, to be changed where they come from`,
    rows: inherited,
  };
  return [
    ...(direct.length > 0 || (!filtered && inherited.length > 0) ? [here] : []),
    ...(inherited.length > 0 ? [above] : []),
  ];
}

function columnsOf(
  workspace: string,
  { object, may, now, timeZone }: Props["page"],
  boxOf: (row: TeamRow) => ReactNode,
): Column<TeamRow>[] {
  return [
    {
      title: "Member or group",
      cell: (row) => (
        <span className="who">
          {may.manage && boxOf(row)}
          <PersonCell
            name={row.name}
            kind={row.kind === "group" ? "group" : "person"}
            second={
              row.kind === "group" ? `Group, ${counted(row.people ?? 0, "person", "people")}` : row.email
            }
            tag={row.isYou ? "You" : row.active ? undefined : "Deactivated"}
          />
        </span>
      ),
    },
    {
      title: "Role",
      cellClass: "role-of",
      cell: ({ from, role, differences }) => (
        <>
          <span className="row">
            {from && <Icon name="lock" />}
            <span className={from ? undefined : "role plain"}>{role.name}</span>
          </span>
          {differences.length > 0 && (
            <span className="differs" title={differences.join(", ")}>
              <Tag>
                {differences.length} {agreeing(differences.length, "differs", "differ")} from {role.name}
              </Tag>
              <span className="sr">: {differences.join(", ")}</span>
            </span>
          )}
        </>
      ),
    },
    { title: "Level", cellClass: "level-of", cell: ({ level }) => <LevelLabel level={level} /> },
    {
      title: "From",
      className: "from",
      cell: (row) => (
        <>
          <Source workspace={workspace} row={row} />
          <small>
            since <Time at={row.since} now={now} zone={timeZone} />
            {row.givenBy && `, by ${row.givenBy}`}
          </small>
        </>
      ),
    },
    {
      title: "Until",
      cellClass: "until",
      cell: ({ endsAt, endsWith, reviewOn }) => (
        <>
          {endsWith
            ? endsWith.id === object.id
              ? "Project completed"
              : `${endsWith.name} completed`
            : endsAt
              ? dateWords(lastMomentOf(endsAt), now, timeZone)
              : "No end date"}
          {reviewOn && <small>Review by {dateWords(reviewOn, now, timeZone)}</small>}
        </>
      ),
    },
  ];
}

const directSources: Record<string, string> = { request: "Access request", invitation: "Invitation" };

function Source({ workspace, row }: { workspace: string; row: TeamRow }) {
  if (!row.from) return directSources[row.source] ?? "Direct";
  const href = sourceHref(workspace, row);
  return (
    <>
      <span className="sr">inherited from </span>
      {href ? (
        <Link className="link" href={href}>
          {sourceName(row)}
        </Link>
      ) : (
        sourceName(row)
      )}
    </>
  );
}

/** What can be done with one row; an inherited one says where. */
function RowItems({ workspace, row, mayManage }: { workspace: string; row: TeamRow; mayManage: boolean }) {
  const { choose } = useTeamChanges();
  const href = sourceHref(workspace, row);
  if (row.from)
    return (
      <>
        {href && (
          <MenuLink href={href} icon="arrow-right">
            Change it in {placeOf(row)}
          </MenuLink>
        )}
        {mayManage && (
          <MenuItem
            icon="leave"
            danger
            disabled
            effect={`Inherited from ${placeOf(row)}. It can be removed there, and not here.`}
            onSelect={() => {}}
          >
            Remove…
          </MenuItem>
        )}
      </>
    );
  const closed = row.closed !== null;
  return (
    <>
      <MenuItem
        icon="levels"
        disabled={closed}
        effect={row.closed}
        onSelect={() => choose({ kind: "revise", row })}
      >
        {mayManage ? "Change role, rights and end…" : "Change rights and end…"}
      </MenuItem>
      {mayManage && (
        <>
          <MenuRule />
          <MenuItem
            icon="leave"
            danger
            disabled={closed}
            onSelect={() => choose({ kind: "remove", rows: [row] })}
          >
            Remove…
          </MenuItem>
        </>
      )}
    </>
  );
}

function menuLabel(workspace: string, row: TeamRow, may: TeamPage["may"]): string | null {
  if (row.from ? !sourceHref(workspace, row) && !may.manage : !may.edit) return null;
  return `Actions for ${row.name}${row.from ? `, inherited from ${placeOf(row)}` : ""}`;
}

function sourceName({ from }: TeamRow): string {
  return from?.kind === "workspace" ? "Workspace" : (from?.name ?? "");
}

const placeOf = (row: TeamRow) => (row.from?.kind === "workspace" ? "the workspace" : sourceName(row));

/** Where an inherited row can be changed: the team it comes from, or the page of the member or group; null: not open. */
function sourceHref(workspace: string, { from, kind, id }: TeamRow): string | null {
  if (!from?.open) return null;
  if (from.kind !== "workspace") return `/w/${workspace}/objects/${from.id}/team`;
  return `/w/${workspace}/settings/${kind === "group" ? "groups" : "members"}/${id}`;
}
