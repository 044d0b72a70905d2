import "server-only";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { g, gm, m, r } from "@/db/aliases";
import { holdsNow, iso } from "@/db/dated";
import { grants, resources } from "@/db/schema/grants";
import { groupMemberships, groups, isActive, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import type { ResourceKind, ResourceRef } from "@/lib/access/facts";
import type { Scope } from "@/lib/doorway/scope";
import { holdsGrant } from "@/lib/grants/lists";
import { namesFor } from "@/lib/grants/opening";

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
    select ${g.roleId}, ${g.membershipId}, null::uuid as group_id, ${g.resourceId}, ${g.validTo}
    from ${grants} ${g}
    where ${g.workspaceId} = ${workspaceId} and ${g.membershipId} is not null and ${holdsNow(g)} and ${which}
    union all
    select ${g.roleId}, ${gm.membershipId}, ${g.groupId}, ${g.resourceId}, least(${g.validTo}, ${gm.validTo})
    from ${grants} ${g}
    join ${groupMemberships} ${gm} on ${gm.workspaceId} = ${g.workspaceId} and ${gm.groupId} = ${g.groupId} and ${holdsNow(gm)}
    where ${g.workspaceId} = ${workspaceId} and ${holdsNow(g)} and ${which}`;
}

/** Whether a membership lets its person in now. */
const active = sql`${isActive(memberships)} and ${users.disabledAt} is null`;

/** Condition on a membership `m`: it holds the role now, directly or through a group. */
export function holdsRoleNow(workspaceId: string, roleId: string): SQL {
  return holdsGrant(workspaceId, eq(g.roleId, roleId));
}

/** The users whose access a role bears on now: those to tell when it changes. */
export async function holderUserIds({ tx, workspace }: Scope, roleId: string): Promise<string[]> {
  const rows = await tx
    .select({ userId: m.userId })
    .from(m)
    .where(and(eq(m.workspaceId, workspace.id), isNull(m.endedAt), holdsRoleNow(workspace.id, roleId)));
  return rows.map(({ userId }) => userId);
}

/** How many active members hold each role now, by role id; a role that nobody holds is absent. */
export async function memberCounts({ tx, workspace }: Scope): Promise<Map<string, number>> {
  const rows = await tx.execute<{ roleId: string; members: number }>(sql`
    with holding as (${holding(workspace.id, sql`true`)}),
    active as materialized (
      select ${memberships.id} from ${memberships} join ${users} on ${users.id} = ${memberships.userId}
      where ${memberships.workspaceId} = ${workspace.id} and ${active})
    select h.role_id as "roleId", count(distinct h.membership_id)::int as members
    from holding h join active a on a.id = h.membership_id group by h.role_id`);
  return new Map(rows.map(({ roleId, members }) => [roleId, members]));
}

type Way = Omit<Holder["ways"][number], "resource"> & { resource: ResourceRef };

/** Who holds a role now: the first 50 by name, and how many there are. */
export async function holdersOf(scope: Scope, roleId: string): Promise<Holders> {
  const { tx, workspace } = scope;
  const rows = await tx.execute<Omit<Holder, "ways"> & { count: number; ways: Way[] }>(sql`
    with holding as materialized (${holding(workspace.id, eq(g.roleId, roleId))}),
    people as materialized (
      select ${memberships.id}, ${users.name}, ${users.email}, count(*) over ()::int as count
      from (select distinct membership_id from holding) h
      join ${memberships} on ${memberships.workspaceId} = ${workspace.id} and ${memberships.id} = h.membership_id
      join ${users} on ${users.id} = ${memberships.userId}
      where ${active}
      order by lower(${users.name}), ${memberships.id} limit ${shown})
    select p.id as "membershipId", p.name, p.email, p.count, (
      select json_agg(json_build_object('group', ${groups.name}, 'until', ${iso(sql`h.valid_to`)},
          'resource', json_build_object('id', ${r.id}, 'name', ${r.name}, 'kind', ${r.kind}, 'path', ${r.path}))
          order by ${r.kind} <> 'workspace', ${r.name}, ${groups.name} nulls first)
      from holding h
      join ${resources} ${r} on ${r.workspaceId} = ${workspace.id} and ${r.id} = h.resource_id
      left join ${groups} on ${groups.workspaceId} = ${workspace.id} and ${groups.id} = h.group_id
      where h.membership_id = p.id) as ways
    from people p order by lower(p.name), p.id`);
  const nameOf = namesFor(scope);
  const told = ({ resource, ...way }: Way) => ({
    ...way,
    resource: { name: nameOf(resource), kind: resource.kind },
  });
  return {
    count: rows[0]?.count ?? 0,
    first: rows.map(({ count, ways, ...holder }) => ({ ...holder, ways: ways.map(told) })),
  };
}
