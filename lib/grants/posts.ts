import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { holdsNow } from "@/db/dated";

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
      select p.id, p.name, r.key, g.membership_id, g.group_id from resources p
      join grants g on g.workspace_id = p.workspace_id and g.resource_id = p.id and ${holdsNow(sql`g`)}
      join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id and r.key in ('owner', 'steward')
      where p.workspace_id = ${workspaceId} and p.kind = 'data-product' and p.archived_at is null
    ), posts as (
      select id, name, key, bool_or(${heldBy(workspaceId, isActive)}) as active from given group by id, name, key
    )
    select id, name as product, initcap(key) as role, active, case when active then '{}' else array(
      select m.id::text from memberships m where m.workspace_id = ${workspaceId} and m.ended_at is null and exists (
        select 1 from given where given.id = posts.id and given.key = posts.key
          and (m.id = given.membership_id or ${isIn(workspaceId, sql`given.group_id`)}))) end as inactive
    from posts`);
  return new Map(rows.map(({ id, ...post }) => [`${id} ${post.role}`, post]));
}

/** Condition on a row of `given`: somebody who fits the condition on a membership `m` holds it. */
function heldBy(workspaceId: string, fits: SQL): SQL {
  return sql`exists (select 1 from memberships m
      where m.workspace_id = ${workspaceId} and m.id = given.membership_id and ${fits})
    or exists (select 1 from group_memberships gm
      join memberships m on m.workspace_id = gm.workspace_id and m.id = gm.membership_id and ${fits}
      where gm.workspace_id = ${workspaceId} and gm.group_id = given.group_id and ${holdsNow(sql`gm`)})`;
}

function isIn(workspaceId: string, groupId: SQL): SQL {
  return sql`exists (select 1 from group_memberships gm where gm.workspace_id = ${workspaceId}
    and gm.membership_id = m.id and gm.group_id = ${groupId} and ${holdsNow(sql`gm`)})`;
}

const isActive = sql`m.ended_at is null
  and exists (select 1 from users u where u.id = m.user_id and u.disabled_at is null)
  and exists (select 1 from active_periods a
    where a.workspace_id = m.workspace_id and a.membership_id = m.id and ${holdsNow(sql`a`)})`;

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
