import "server-only";
import { type AnyColumn, and, eq, type SQL, sql } from "drizzle-orm";
import { g, gm, m, r } from "@/db/aliases";
import { isAmong, uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { holdsNow } from "@/db/dated";
import { accountAdministrators as admins } from "@/db/schema/accounts";
import { grants, resources } from "@/db/schema/grants";
import { activePeriods, groupMemberships, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import type { Access } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import type { ResourceRef } from "@/lib/access/facts";
import { holdsAt, type Instant } from "@/lib/access/instant";
import { has } from "@/lib/access/permission-set";
import { type Adjustments, effectiveOf } from "@/lib/access/role";
import { everyRoleOf, type WorkspaceRef } from "@/lib/facts/facts";

export type ListedUser = { userId: string; membershipId: string | null; name: string; email: string };

/**
 * Condition on a resource `r`: somebody with this access holds the permission there, by a grant on it or above it.
 * The list that `decide` would make, resource by resource.
 */
export function visibleTo(access: Access, permission: PermissionId): SQL {
  const where = access.whereCan(permission);
  return where === "everywhere" ? sql`true` : sql`${r.path} && ${uuids(where)}`;
}

/**
 * {@link visibleTo} for a list of the whole tree, in the context of the workspace. Row security lets no condition on
 * paths use an index, so that one looks at every resource there is; this one descends to those that are visible.
 */
export function amongVisible(access: Access, permission: PermissionId): SQL {
  const where = access.whereCan(permission);
  if (where === "everywhere") return sql`true`;
  const { id, workspaceId, parentId } = resources;
  return sql`${r.id} = any(array(
    with recursive visible as (
      select ${id} from ${resources} where ${workspaceId} = remit_workspace() and ${id} = any(${uuids(where)})
      union
      select child.id from visible above cross join lateral (
        select ${id} from ${resources} where ${workspaceId} = remit_workspace() and ${parentId} = above.id offset 0) child
    ) select id from visible))`;
}

/** Condition on a resource `r`: it is an ancestor of one on which the permission is held, so its name may be seen. In the context of the workspace. */
export function aboveVisible(access: Access, permission: PermissionId): SQL {
  const where = access.whereCan(permission);
  if (where === "everywhere") return sql`true`;
  return sql`${r.id} = any(array(select unnest(${resources.path}) from ${resources}
    where ${resources.workspaceId} = remit_workspace() and ${resources.id} = any(${uuids(where)})))`;
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
  const held = ({ validFrom, validTo }: { validFrom: AnyColumn; validTo: AnyColumn }) =>
    sql`(${validFrom} <= ${when} and (${validTo} is null or ${validTo} > ${when}))`;
  const below = resource.path.filter((id) => id !== workspace.id);
  const giving = await givingOf(tx, workspace.id, resource.path, at);
  return tx.execute<ListedUser>(sql`
    with giving as materialized (
      select ${g.membershipId}, ${g.groupId} from ${grants} ${g}
      where ${g.workspaceId} = ${workspace.id} and ${held(g)} and (
        (${g.resourceId} = ${workspace.id} and ${giving(permission, true)})
        or (${g.resourceId} = any(${uuids(below)}) and ${giving(permission, false)}))
    ), holders as (
      select membership_id from giving where membership_id is not null
      union
      select ${gm.membershipId} from ${groupMemberships} ${gm}
      where ${gm.workspaceId} = ${workspace.id} and ${held(gm)} and ${gm.groupId} in (select group_id from giving)
    ), people as (
      select ${m.userId} from holders h
      join ${memberships} ${m} on ${m.workspaceId} = ${workspace.id} and ${m.id} = h.membership_id
      where exists (select 1 from ${activePeriods} where ${activePeriods.workspaceId} = ${m.workspaceId}
        and ${activePeriods.membershipId} = ${m.id} and ${held(activePeriods)})
      union
      select ${admins.userId} from ${admins} where ${admins.accountId} = ${workspace.accountId} and ${held(admins)}
    )
    select ${users.id} as "userId", ${m.id} as "membershipId", ${users.name}, ${users.email}
    from people p join ${users} on ${users.id} = p.user_id and ${users.disabledAt} is null
    left join ${memberships} ${m}
      on ${m.workspaceId} = ${workspace.id} and ${m.userId} = ${users.id} and ${m.endedAt} is null
    where ${page.after ? sql`${users.id} > ${page.after}` : sql`true`} order by ${users.id} limit ${page.limit}`);
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
    tx
      .selectDistinct({ roleId: g.roleId, plus: g.plus, minus: g.minus, text: adjustment })
      .from(g)
      .where(and(eq(g.workspaceId, workspaceId), isAmong(g.resourceId, path), isAdjusted)),
  ]);
  const contents = new Map(
    roles.flatMap(({ id, revisions }) => {
      const revision = revisions.find((one) => holdsAt(one, at));
      return revision ? [[id, revision.contents] as const] : [];
    }),
  );
  return (permission, onWorkspace) => {
    const gives = (roleId: string, adjust?: Adjustments) => {
      const role = contents.get(roleId);
      return role !== undefined && has(effectiveOf(role, adjust, onWorkspace), permission);
    };
    const plain = [...contents.keys()].filter((roleId) => gives(roleId));
    const texts = adjusted.filter((one) => gives(one.roleId, one as Adjustments)).map(({ text }) => text);
    return sql`(case when not (${isAdjusted}) then ${isAmong(g.roleId, plain)} else ${adjustment} in (select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb)) end)`;
  };
}

const isAdjusted = sql`cardinality(${g.plus}) + cardinality(${g.minus}) > 0`;
const adjustment = sql<string>`json_build_array(${g.roleId}, ${g.plus}, ${g.minus})::text`;

/** Condition on a membership `m`: it holds a grant `g` that fits now, itself or through a group. */
export function holdsGrant(workspaceId: string, which: SQL): SQL {
  const given = sql`${g.workspaceId} = ${workspaceId} and ${which} and ${holdsNow(g)}`;
  return sql`${m.id} in (
    select ${g.membershipId} from ${grants} ${g} where ${given} and ${g.membershipId} is not null
    union
    select ${gm.membershipId} from ${grants} ${g} join ${groupMemberships} ${gm}
      on ${gm.workspaceId} = ${g.workspaceId} and ${gm.groupId} = ${g.groupId} and ${holdsNow(gm)}
    where ${given})`;
}

/** Whoever is in a group now and a member of its workspace, active or not: rows `gm`, each with its membership `m`. */
export const belonging = sql`${groupMemberships} ${gm}
  join ${memberships} ${m} on ${m.workspaceId} = ${gm.workspaceId} and ${m.id} = ${gm.membershipId} and ${m.endedAt} is null
    and ${holdsNow(gm)}`;

/** How many people are in the group with this id now. Whoever is in it twice counts once, a removed member not at all. */
export function peopleInGroup(groupId: AnyColumn): SQL<number> {
  const counted = sql`select count(distinct ${gm.membershipId})::int from ${belonging}
    where ${gm.workspaceId} = remit_workspace() and ${gm.groupId} = ${groupId}`;
  return sql`(${counted})`;
}
