"use client";

import dynamic from "next/dynamic";
import { type Column, ListTable, opens, type RowMenu, type Section } from "@/components/list/list-table";
import { useSelection } from "@/components/list/selection";
import { PersonCell } from "@/components/person-cell";
import { MoreRoles, RoleChip, RoleChipButton } from "@/components/role-chip";
import { StatusMark } from "@/components/status-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Level } from "@/lib/access/catalogue";
import type { Matching } from "@/lib/members/input";
import type { RoleChoice } from "@/lib/roles/choices";
import { MemberChanges } from "./member-changes";
import { MemberItems, RoleItems } from "./member-menu";

const BulkBar = dynamic(() => import("./bulk-bar").then((module) => module.BulkBar), { ssr: false });

/** One line of the list; what does not hold of somebody is left out. */
export type MemberLine = {
  id: string;
  name: string;
  email: string;
  isYou?: true;
  inactive?: true;
  /** Reaches the workspace from the account, without a membership. */
  administrator?: true;
  /** Names and ids of the roles on the workspace, and the profile of the first one, the strongest. */
  roles: readonly [name: string, id: string][];
  profile?: readonly Level[];
  governance?: string;
  groups?: readonly [id: string, ...names: string[]];
  joined?: string;
  /** Of somebody new: when they were first here; null: not yet. */
  firstHere?: string | null;
  lastActive?: string;
};

type Props = {
  workspace: string;
  lines: readonly MemberLine[];
  administrators: readonly MemberLine[];
  tab: "members" | "deactivated";
  filter: Matching;
  filtered: boolean;
  mayManage: boolean;
  /** The membership of the person who asks. */
  you: string | null;
  roles: readonly RoleChoice[];
  groups: readonly { id: string; name: string }[];
  now: string;
  timeZone: string;
  pages: { previous?: string; next?: string };
};

/** One page of members, what can be done with each, and with those who are selected. */
export function MembersTable(props: Props) {
  const { workspace, lines, administrators, tab, mayManage, filtered, roles, groups, you, filter } = props;
  const selection = useSelection();
  const sections: Section<MemberLine>[] = [
    { rows: lines },
    {
      title: "Account administrators",
      note: `${administrators.length} · full access to every workspace of the account`,
      rows: administrators,
    },
  ];
  return (
    <MemberChanges workspace={workspace} roles={roles}>
      <ListTable<MemberLine>
        caption={tab === "deactivated" ? "Deactivated members" : "Members"}
        columns={columnsOf(props)}
        sections={sections.filter(({ rows }) => rows.length > 0)}
        idOf={({ id }) => id}
        rowClass={({ inactive }) => Boolean(inactive) && "off"}
        menus={menusOf(props)}
        selects={
          tab === "members" && mayManage
            ? { selection, nameOf: ({ administrator, name }) => (administrator ? null : name) }
            : undefined
        }
        pages={props.pages}
        empty={<Nobody filtered={filtered} tab={tab} />}
      >
        {selection.ids.size > 0 && (
          <BulkBar
            {...{ selection, workspace, roles, groups, you, filter }}
            onPage={lines.map(({ id }) => id)}
          />
        )}
      </ListTable>
    </MemberChanges>
  );
}

function menusOf({ workspace, mayManage }: Props): Record<string, RowMenu<MemberLine>> {
  const ref = ({ id, name }: MemberLine) => ({ membershipId: id, name });
  return {
    actions: {
      label: ({ name, administrator }) => (administrator ? null : `Actions for ${name}`),
      items: (line) => (
        <MemberItems
          member={ref(line)}
          active={!line.inactive}
          isYou={line.isYou === true}
          mayManage={mayManage}
          href={`/w/${workspace}/settings/members/${line.id}`}
        />
      ),
    },
    roles: {
      label: ({ name }) => `Roles to give to ${name}`,
      align: "start",
      items: (line) => <RoleItems member={ref(line)} held={line.roles.map(([, id]) => id)} />,
    },
  };
}

function columnsOf({ workspace, mayManage, now, timeZone: zone }: Props): Column<MemberLine>[] {
  const settings = `/w/${workspace}/settings`;
  const time = { now, zone };
  return [
    {
      title: "Member",
      cell: ({ id, name, email, isYou, firstHere, administrator }) => (
        <PersonCell
          name={name}
          second={email}
          href={administrator ? undefined : `${settings}/members/${id}`}
          tag={isYou ? "You" : firstHere === undefined ? undefined : "New"}
        />
      ),
    },
    { title: "Roles", cellClass: "roles", cell: (line) => <Roles line={line} mayManage={mayManage} /> },
    {
      title: "Status",
      cellClass: "status",
      cell: ({ inactive, firstHere }) => (
        <>
          <StatusMark status={inactive ? "deactivated" : "active"} />
          {firstHere !== undefined && (
            <small className="first-here">
              {firstHere ? (
                <>
                  First here <Time at={firstHere} {...time} />
                </>
              ) : (
                "Not here yet"
              )}
            </small>
          )}
        </>
      ),
    },
    { title: "Governance", className: "groups", cell: ({ governance }) => governance },
    {
      title: "Groups",
      className: "groups",
      cell: ({ groups }) => groups && <Groups base={settings} groups={groups} />,
    },
    { title: "Joined", className: "joined", cell: ({ joined }) => joined && <Time at={joined} {...time} /> },
    {
      title: "Last active",
      className: "when",
      cell: ({ lastActive, administrator }) =>
        lastActive ? <Time at={lastActive} format="ago" {...time} /> : !administrator && "Never",
    },
  ];
}

/** The highest role and "+n". Where roles may be changed it opens the list of roles. */
function Roles({ line, mayManage }: { line: MemberLine; mayManage: boolean }) {
  const { name, roles, profile, isYou, inactive, administrator } = line;
  const [[highest] = [], ...others] = roles;
  const more = <MoreRoles names={others.map(([other]) => other)} />;
  if (administrator) return "Admin, inherited from the account";
  if (!mayManage || inactive || isYou)
    return highest ? (
      <>
        <RoleChip name={highest} levels={profile} />
        {more}
      </>
    ) : (
      <span className="faint">No workspace role</span>
    );
  const held = highest ?? "No workspace role";
  return (
    <>
      <RoleChipButton
        name={held}
        levels={profile}
        aria-label={`${held}: change the role of ${name}`}
        {...opens("roles")}
      />
      {more}
    </>
  );
}

function Groups({
  base,
  groups: [id, ...names],
}: {
  base: string;
  groups: NonNullable<MemberLine["groups"]>;
}) {
  return (
    <span className="cut" title={names.join(", ")}>
      <Link href={`${base}/groups/${id}`}>{names[0]}</Link>
      {names.length > 1 && <span className="faint"> +{names.length - 1}</span>}
    </span>
  );
}

function Nobody({ filtered, tab }: Pick<Props, "filtered" | "tab">) {
  if (filtered)
    return (
      <EmptyState icon="search" title="Nobody fits">
        Change the search, or clear a filter.
      </EmptyState>
    );
  return tab === "deactivated" ? (
    <EmptyState icon="pause" title="Nobody is deactivated">
      Deactivated people stay here with their history until they are reactivated or removed.
    </EmptyState>
  ) : (
    <EmptyState icon="person" title="Nobody is here yet">
      Invite the first member.
    </EmptyState>
  );
}
