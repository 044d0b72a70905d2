import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { holdsNow, iso } from "@/db/dated";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/grants/facts";
import { cursorOf, positionIn } from "./cursor";
import { MembersFilter } from "./input";
import { isoOf, placeMarks, type RoleMark, roleMarks } from "./standing";

export type MemberRow = {
  membershipId: string;
  name: string;
  email: string;
  active: boolean;
  isYou: boolean;
  isNew: boolean;
  /** Roles on the workspace, the strongest first. */
  roles: RoleMark[];
  /** Governance roles on products, counted by name. */
  governance: { role: string; products: number }[];
  groups: string[];
  joinedAt: string;
  lastActiveAt: string | null;
};

export type MembersPage = {
  rows: MemberRow[];
  /** Cursor of the next page, null on the last. */
  next: string | null;
  counts: { members: number; pending: number; deactivated: number };
  /** Account administrators, who reach every workspace of the account without a membership. */
  administrators: { name: string; email: string }[];
  /** What the person who asks may do here. */
  may: { manage: boolean; invite: boolean };
  timeZone: string;
  /** The database's clock, ISO. */
  now: string;
};

const pageSize = 50;
/** Counts stop here; a page then says "1,000+". */
const countCap = 1000;

const activeNow = sql`exists (select 1 from active_periods p where p.workspace_id = m.workspace_id
  and p.membership_id = m.id and p.valid_to is null)`;

/** Who is in the workspace: one page, filtered and sorted, with what their roles add up to. */
export const membersOf = query({
  name: "members.list",
  permission: "general:view-members",
  input: MembersFilter,
  run: async (scope, filter): Promise<MembersPage> => {
    const found = await membershipsFitting(scope, filter);
    const rows = found.slice(0, pageSize);
    const last = rows.at(-1);
    const facts = await factsOfPeople(
      scope.tx,
      scope.workspace,
      rows.map(({ userId }) => userId),
    );
    return {
      rows: rows.map(({ userId, sortKey, ...row }) => {
        const person = facts.get(userId);
        return {
          ...row,
          isYou: userId === scope.actor.userId,
          roles: person ? roleMarks(person, scope.now) : [],
          governance: person ? countedGovernance(placeMarks(person, scope.now)) : [],
          groups: person ? currentGroups(person.groups, scope.now) : [],
        };
      }),
      next: found.length > pageSize && last ? cursorOf([last.sortKey, last.membershipId]) : null,
      counts: await countsOf(scope),
      administrators: await administratorsOf(scope),
      may: {
        manage: scope.access.can("general:manage-user", scope.root),
        invite: scope.access.can("general:invite-user", scope.root),
      },
      timeZone: scope.workspace.timeZone,
      now: isoOf(scope.now),
    };
  },
});

type Found = Omit<MemberRow, "roles" | "groups" | "governance" | "isYou"> & {
  userId: string;
  sortKey: string;
};

/** One row more than a page holds, so that the caller knows whether there is a next one. */
async function membershipsFitting({ tx, workspace }: Scope, filter: MembersFilter): Promise<Found[]> {
  const sorting = {
    name: { key: sql`lower(u.name)`, ascending: true },
    joined: { key: sql`to_char(m.joined_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')`, ascending: false },
    active: {
      key: sql`coalesce(to_char(m.last_active_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS'), '')`,
      ascending: false,
    },
  }[filter.sort];
  const conditions: SQL[] = [filter.tab === "members" ? activeNow : sql`not ${activeNow}`];
  if (filter.q) conditions.push(matching(filter.q));
  if (filter.isNew) conditions.push(sql`m.joined_at > now() - interval '30 days'`);
  if (filter.groupId)
    conditions.push(sql`exists (select 1 from group_memberships gm where gm.workspace_id = m.workspace_id
    and gm.membership_id = m.id and gm.group_id = ${filter.groupId} and ${holdsNow(sql`gm`)})`);
  if (filter.roleId) conditions.push(holding(filter.roleId));
  const position = positionIn(filter.after);
  const direction = sorting.ascending ? sql`asc` : sql`desc`;
  if (position) {
    const compare = sorting.ascending ? sql`>` : sql`<`;
    conditions.push(
      sql`(${sorting.key} collate "C", m.id) ${compare} (${position[0]} collate "C", ${position[1]}::uuid)`,
    );
  }
  return tx.execute<Found>(sql`
    select m.id as "membershipId", u.id as "userId", u.name, u.email, ${activeNow} as active,
      m.joined_at > now() - interval '30 days' as "isNew", ${iso(sql`m.joined_at`)} as "joinedAt",
      ${iso(sql`m.last_active_at`)} as "lastActiveAt", ${sorting.key} as "sortKey"
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${workspace.id} and m.ended_at is null and ${sql.join(conditions, sql` and `)}
    order by ${sorting.key} collate "C" ${direction}, m.id ${direction} limit ${pageSize + 1}`);
}

/** Name, address or group: anywhere in the text from three characters on, at its beginning below. */
function matching(text: string): SQL {
  const escaped = text.replaceAll(/[\\%_]/g, "\\$&");
  const pattern = text.length >= 3 ? `%${escaped}%` : `${escaped}%`;
  return sql`(u.name ilike ${pattern} or u.email ilike ${pattern} or exists (
    select 1 from group_memberships gm join groups g on g.workspace_id = gm.workspace_id and g.id = gm.group_id
    where gm.workspace_id = m.workspace_id and gm.membership_id = m.id and ${holdsNow(sql`gm`)} and g.name ilike ${pattern}))`;
}

function holding(roleId: string): SQL {
  return sql`exists (select 1 from grants g where g.workspace_id = m.workspace_id and g.resource_id = m.workspace_id
    and g.role_id = ${roleId} and ${holdsNow(sql`g`)} and (g.membership_id = m.id or g.group_id in (
      select gm.group_id from group_memberships gm where gm.workspace_id = m.workspace_id and gm.membership_id = m.id
        and ${holdsNow(sql`gm`)})))`;
}

async function countsOf({ tx, workspace }: Scope): Promise<MembersPage["counts"]> {
  const capped = (which: SQL) => sql`(select count(*)::int from (${which} limit ${countCap}) as c)`;
  const live = sql`select 1 from memberships m where m.workspace_id = ${workspace.id} and m.ended_at is null`;
  const [row] = await tx.execute<MembersPage["counts"]>(sql`select
    ${capped(sql`${live} and ${activeNow}`)} as members, ${capped(sql`${live} and not ${activeNow}`)} as deactivated,
    ${capped(sql`select 1 from invitations i where i.workspace_id = ${workspace.id} and i.accepted_at is null and i.removed_at is null`)} as pending`);
  return row ?? { members: 0, pending: 0, deactivated: 0 };
}

async function administratorsOf({ tx, workspace }: Scope): Promise<MembersPage["administrators"]> {
  return tx.execute<{ name: string; email: string }>(sql`
    select u.name, u.email from account_administrators a join users u on u.id = a.user_id and u.disabled_at is null
    where a.account_id = ${workspace.accountId} and ${holdsNow(sql`a`)} order by lower(u.name) limit 50`);
}

function countedGovernance(places: ReturnType<typeof placeMarks>): MemberRow["governance"] {
  const counts = new Map<string, number>();
  for (const { kind, role } of places)
    if (kind === "governance") counts.set(role, (counts.get(role) ?? 0) + 1);
  return [...counts].map(([role, products]) => ({ role, products }));
}

function currentGroups(
  groups: readonly { name: string; validity: { from: number; to: number | null } }[],
  now: number,
): string[] {
  return groups
    .filter(({ validity }) => validity.from <= now && (validity.to === null || validity.to > now))
    .map(({ name }) => name)
    .toSorted((a, b) => a.localeCompare(b));
}
