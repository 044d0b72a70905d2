import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { holdsNow, iso } from "@/db/dated";
import type { ResourceKind } from "@/lib/access/facts";
import type { Scope } from "@/lib/doorway/scope";
import { holdsGrant } from "@/lib/grants/lists";

export type Holders = {
  count: number;
  /** The first of them, by name. */
  first: Holder[];
};
export type Holder = {
  membershipId: string;
  name: string;
  email: string;
  /** Each way in which the person holds the role now. */
  ways: {
    /** The group it comes through; null: given directly. */
    group: string | null;
    resource: { name: string; kind: ResourceKind };
    /** ISO, null = no end date. */
    until: string | null;
  }[];
};

const shown = 50;

/** Each way in which some membership holds a role now. */
function holding(workspaceId: string, which: SQL): SQL {
  return sql`
    select g.role_id, g.membership_id, null::uuid as group_id, g.resource_id, g.valid_to
    from grants g
    where g.workspace_id = ${workspaceId} and g.membership_id is not null and ${holdsNow(sql`g`)} and ${which}
    union all
    select g.role_id, gm.membership_id, g.group_id, g.resource_id, least(g.valid_to, gm.valid_to)
    from grants g
    join group_memberships gm on gm.workspace_id = g.workspace_id and gm.group_id = g.group_id and ${holdsNow(sql`gm`)}
    where g.workspace_id = ${workspaceId} and ${holdsNow(sql`g`)} and ${which}`;
}

/** Whether a membership `m` of user `u` lets its person in now. */
const active = sql`m.ended_at is null and u.disabled_at is null and exists (
  select 1 from active_periods p where p.workspace_id = m.workspace_id and p.membership_id = m.id and ${holdsNow(sql`p`)})`;

/** Condition on a membership `m`: it holds the role now, directly or through a group. */
export function holdsRoleNow(workspaceId: string, roleId: string): SQL {
  return holdsGrant(workspaceId, sql`g.role_id = ${roleId}`);
}

/** The users whose access a role bears on now: those to tell when it changes. */
export async function holderUserIds({ tx, workspace }: Scope, roleId: string): Promise<string[]> {
  const rows = await tx.execute<{ userId: string }>(sql`
    select m.user_id as "userId" from memberships m
    where m.workspace_id = ${workspace.id} and m.ended_at is null and ${holdsRoleNow(workspace.id, roleId)}`);
  return rows.map(({ userId }) => userId);
}

/** How many active members hold each role now, by role id; a role that nobody holds is absent. */
export async function memberCounts({ tx, workspace }: Scope): Promise<Map<string, number>> {
  const rows = await tx.execute<{ roleId: string; members: number }>(sql`
    with holding as (${holding(workspace.id, sql`true`)}),
    active as materialized (
      select m.id from memberships m join users u on u.id = m.user_id
      where m.workspace_id = ${workspace.id} and ${active})
    select h.role_id as "roleId", count(distinct h.membership_id)::int as members
    from holding h join active a on a.id = h.membership_id group by h.role_id`);
  return new Map(rows.map(({ roleId, members }) => [roleId, members]));
}

/** Who holds a role now: the first 50 by name, and how many there are. */
export async function holdersOf({ tx, workspace }: Scope, roleId: string): Promise<Holders> {
  const rows = await tx.execute<Holder & { count: number }>(sql`
    with holding as materialized (${holding(workspace.id, sql`g.role_id = ${roleId}`)}),
    people as materialized (
      select m.id, u.name, u.email, count(*) over ()::int as count
      from (select distinct membership_id from holding) h
      join memberships m on m.workspace_id = ${workspace.id} and m.id = h.membership_id
      join users u on u.id = m.user_id
      where ${active}
      order by lower(u.name), m.id limit ${shown})
    select p.id as "membershipId", p.name, p.email, p.count, (
      select json_agg(json_build_object('group', g.name, 'until', ${iso(sql`h.valid_to`)},
          'resource', json_build_object('name', r.name, 'kind', r.kind))
          order by r.kind <> 'workspace', r.name, g.name nulls first)
      from holding h
      join resources r on r.workspace_id = ${workspace.id} and r.id = h.resource_id
      left join groups g on g.workspace_id = ${workspace.id} and g.id = h.group_id
      where h.membership_id = p.id) as ways
    from people p order by lower(p.name), p.id`);
  return { count: rows[0]?.count ?? 0, first: rows.map(({ count, ...holder }) => holder) };
}
