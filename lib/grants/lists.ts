import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { holdsNow } from "@/db/dated";
import type { Access } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import type { ResourceRef } from "@/lib/access/facts";
import { holdsAt, type Instant } from "@/lib/access/instant";
import { has } from "@/lib/access/permission-set";
import { effectiveOf } from "@/lib/access/role";
import { everyRoleOf, type WorkspaceRef } from "@/lib/facts/facts";

export type ListedUser = { userId: string; membershipId: string | null; name: string; email: string };

/**
 * Condition on a resource `r`: somebody with this access holds the permission there, by a grant on it or above it.
 * The list that `decide` would make, resource by resource.
 */
export function visibleTo(access: Access, permission: PermissionId): SQL {
  const where = access.whereCan(permission);
  return where === "everywhere" ? sql`true` : sql`r.path && ${uuids(where)}`;
}

/**
 * {@link visibleTo} for a list of the whole tree, in the context of the workspace. Row security lets no condition on
 * paths use an index, so that one looks at every resource there is; this one descends to those that are visible.
 */
export function amongVisible(access: Access, permission: PermissionId): SQL {
  const where = access.whereCan(permission);
  if (where === "everywhere") return sql`true`;
  return sql`r.id = any(array(
    with recursive visible as (
      select v.id from resources v where v.workspace_id = remit_workspace() and v.id = any(${uuids(where)})
      union
      select child.id from visible above cross join lateral (
        select v.id from resources v where v.workspace_id = remit_workspace() and v.parent_id = above.id offset 0) child
    ) select id from visible))`;
}

/** Condition on a resource `r`: it is an ancestor of one on which the permission is held, so its name may be seen. In the context of the workspace. */
export function aboveVisible(access: Access, permission: PermissionId): SQL {
  const where = access.whereCan(permission);
  if (where === "everywhere") return sql`true`;
  return sql`r.id = any(array(select unnest(a.path) from resources a
    where a.workspace_id = remit_workspace() and a.id = any(${uuids(where)})))`;
}

/**
 * Who holds a permission on a resource at an instant, by user id: the list that `decide` would make, person by person.
 * @param page.after the last user id of the page before
 */
export async function whoCan(
  tx: Transaction,
  workspace: WorkspaceRef,
  permission: PermissionId,
  resource: ResourceRef,
  at: Instant,
  page: { after?: string; limit: number } = { limit: 100 },
): Promise<ListedUser[]> {
  const when = sql`(timestamptz '1970-01-01 00:00:00+00' + ${String(at)}::bigint * interval '1 microsecond')`;
  const held = (row: SQL) =>
    sql`(${row}.valid_from <= ${when} and (${row}.valid_to is null or ${row}.valid_to > ${when}))`;
  const below = resource.path.filter((id) => id !== workspace.id);
  const giving = await givingOf(tx, workspace.id, resource.path, at);
  return tx.execute<ListedUser>(sql`
    with giving as materialized (
      select g.membership_id, g.group_id from grants g
      where g.workspace_id = ${workspace.id} and ${held(sql`g`)} and (
        (g.resource_id = ${workspace.id} and ${giving(permission, true)})
        or (g.resource_id = any(${uuids(below)}) and ${giving(permission, false)}))
    ), holders as (
      select membership_id from giving where membership_id is not null
      union
      select gm.membership_id from group_memberships gm
      where gm.workspace_id = ${workspace.id} and ${held(sql`gm`)} and gm.group_id in (select group_id from giving)
    ), people as (
      select m.user_id from holders h
      join memberships m on m.workspace_id = ${workspace.id} and m.id = h.membership_id
      where exists (select 1 from active_periods p
        where p.workspace_id = m.workspace_id and p.membership_id = m.id and ${held(sql`p`)})
      union
      select a.user_id from account_administrators a where a.account_id = ${workspace.accountId} and ${held(sql`a`)}
    )
    select u.id as "userId", m.id as "membershipId", u.name, u.email
    from people p join users u on u.id = p.user_id and u.disabled_at is null
    left join memberships m on m.workspace_id = ${workspace.id} and m.user_id = u.id and m.ended_at is null
    where ${page.after ? sql`u.id > ${page.after}` : sql`true`} order by u.id limit ${page.limit}`);
}

/** Condition on a grant `g`: its role gives the permission on the workspace itself, or below it. */
type Giving = (permission: PermissionId, onWorkspace: boolean) => SQL;

/** Looks up what roles contain at an instant, and each way in which grants on a path adjust one. */
async function givingOf(
  tx: Transaction,
  workspaceId: string,
  path: readonly string[],
  at: Instant,
): Promise<Giving> {
  const [roles, adjusted] = await Promise.all([
    everyRoleOf(tx, workspaceId),
    tx.execute<Adjusted>(sql`
      select distinct g.role_id as "roleId", g.plus, g.minus, ${adjustment} as text from grants g
      where g.workspace_id = ${workspaceId} and g.resource_id = any(${uuids(path)})
        and cardinality(g.plus) + cardinality(g.minus) > 0`),
  ]);
  const contents = new Map(
    roles.flatMap(({ id, revisions }) => {
      const revision = revisions.find((one) => holdsAt(one, at));
      return revision ? [[id, revision.contents] as const] : [];
    }),
  );
  return (permission, onWorkspace) => {
    const gives = (roleId: string, adjust?: Adjusted) => {
      const role = contents.get(roleId);
      return role !== undefined && has(effectiveOf(role, adjust, onWorkspace), permission);
    };
    const plain = [...contents.keys()].filter((roleId) => gives(roleId));
    const texts = adjusted.filter((one) => gives(one.roleId, one)).map(({ text }) => text);
    return sql`(case when cardinality(g.plus) + cardinality(g.minus) = 0
      then g.role_id = any(${uuids(plain)})
      else ${adjustment} in (select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb)) end)`;
  };
}

type Adjusted = { roleId: string; plus: PermissionId[]; minus: PermissionId[]; text: string };

const adjustment = sql`json_build_array(g.role_id, g.plus, g.minus)::text`;

/** Condition on a membership `m`: it holds a grant `g` that fits now, itself or through a group. */
export function holdsGrant(workspaceId: string, which: SQL): SQL {
  const given = sql`g.workspace_id = ${workspaceId} and ${which} and ${holdsNow(sql`g`)}`;
  return sql`m.id in (
    select g.membership_id from grants g where ${given} and g.membership_id is not null
    union
    select gm.membership_id from grants g
    join group_memberships gm on gm.workspace_id = g.workspace_id and gm.group_id = g.group_id and ${holdsNow(sql`gm`)}
    where ${given})`;
}
