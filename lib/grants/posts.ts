import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { g, gm, m } from "@/db/aliases";
import type { Transaction } from "@/db/client";
import { holdsNow } from "@/db/dated";
import { grants, resources } from "@/db/schema/grants";
import { groupMemberships, isActive, memberships } from "@/db/schema/members";
import { roles } from "@/db/schema/roles";
import { users } from "@/db/schema/users";

const article = { Owner: "an", Steward: "a" } as const;

/** One governance role on one product. `inactive`: memberships of its holders, told only while none is active. */
export type Post = { product: string; role: keyof typeof article; active: boolean; inactive: string[] };

/**
 * Who answers for the products that are not archived, by product and role, directly and through groups. Correct only under
 * the lock of the workspace.
 */
export async function postsOf(tx: Transaction, workspaceId: string): Promise<Map<string, Post>> {
  const rows = await tx.execute<Post & { id: string }>(sql`
    with given as materialized (
      select ${resources.id}, ${resources.name}, ${roles.key}, ${g.membershipId}, ${g.groupId} from ${resources}
      join ${grants} ${g} on ${g.workspaceId} = ${resources.workspaceId} and ${g.resourceId} = ${resources.id} and ${holdsNow(g)}
      join ${roles} on ${roles.workspaceId} = ${g.workspaceId} and ${roles.id} = ${g.roleId} and ${roles.key} in ('owner', 'steward')
      where ${resources.workspaceId} = ${workspaceId} and ${resources.kind} = 'data-product' and ${resources.archivedAt} is null
    ), posts as (
      select id, name, key, bool_or(${heldBy(workspaceId, isUsable)}) as active from given group by id, name, key
    )
    select id, name as product, initcap(key) as role, active, case when active then '{}' else array(
      select ${m.id}::text from ${memberships} ${m} where ${m.workspaceId} = ${workspaceId} and ${m.endedAt} is null and exists (
        select 1 from given where given.id = posts.id and given.key = posts.key
          and (${m.id} = given.membership_id or ${isIn(workspaceId, sql`given.group_id`)}))) end as inactive
    from posts`);
  return new Map(rows.map(({ id, ...post }) => [`${id} ${post.role}`, post]));
}

/** Condition on a row of `given`: somebody who fits the condition on a membership `m` holds it. */
function heldBy(workspaceId: string, fits: SQL): SQL {
  return sql`exists (select 1 from ${memberships} ${m}
      where ${m.workspaceId} = ${workspaceId} and ${m.id} = given.membership_id and ${fits})
    or exists (select 1 from ${groupMemberships} ${gm}
      join ${memberships} ${m} on ${m.workspaceId} = ${gm.workspaceId} and ${m.id} = ${gm.membershipId} and ${fits}
      where ${gm.workspaceId} = ${workspaceId} and ${gm.groupId} = given.group_id and ${holdsNow(gm)})`;
}

function isIn(workspaceId: string, groupId: SQL): SQL {
  return sql`exists (select 1 from ${groupMemberships} ${gm} where ${gm.workspaceId} = ${workspaceId}
    and ${gm.membershipId} = ${m.id} and ${gm.groupId} = ${groupId} and ${holdsNow(gm)})`;
}

/** Whether a membership `m` lets its person in. */
const isUsable = sql`${isActive(m)}
  and exists (select 1 from ${users} where ${users.id} = ${m.userId} and ${users.disabledAt} is null)`;

/**
 * Which posts a change left without anybody, one sentence each. Where nobody active holds one, a deactivated holder must
 * stay as well, or deactivating would be a way around.
 */
export function postsLeft(before: ReadonlyMap<string, Post>, after: ReadonlyMap<string, Post>): string[] {
  return [...before]
    .filter(([key, post]) => {
      const now = after.get(key);
      if (now?.active) return false;
      return post.active || post.inactive.some((id) => !now?.inactive.includes(id));
    })
    .map(([, { product, role }]) => `This leaves ${product} without ${article[role]} ${role}.`)
    .toSorted();
}
