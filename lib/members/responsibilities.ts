import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";

/**
 * The products that would have no active Owner, or no active Steward, without this member: one sentence each.
 * Holders count directly and through groups, as long as they are active.
 */
export async function productsLeftWithout(
  tx: Transaction,
  workspaceId: string,
  membershipId: string,
): Promise<string[]> {
  const rows = await tx.execute<{ product: string; role: string }>(sql`
    with holders as (
      select g.resource_id, r.key, r.name, coalesce(g.membership_id, gm.membership_id) as holder
      from grants g
      join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id and r.key in ('owner', 'steward')
      left join group_memberships gm on gm.workspace_id = g.workspace_id and gm.group_id = g.group_id
        and gm.valid_from <= clock_timestamp() and (gm.valid_to is null or gm.valid_to > clock_timestamp())
      where g.workspace_id = ${workspaceId}
        and g.valid_from <= clock_timestamp() and (g.valid_to is null or g.valid_to > clock_timestamp())
    )
    select p.name as product, h.name as role from holders h
    join resources p on p.workspace_id = ${workspaceId} and p.id = h.resource_id and p.kind = 'data-product' and p.archived_at is null
    where h.holder = ${membershipId}
      and not exists (
        select 1 from holders other
        join active_periods a on a.workspace_id = ${workspaceId} and a.membership_id = other.holder and a.valid_to is null
        join memberships m on m.workspace_id = ${workspaceId} and m.id = other.holder
        join users u on u.id = m.user_id and u.disabled_at is null
        where other.resource_id = h.resource_id and other.key = h.key and other.holder <> ${membershipId})
    group by p.name, h.name order by p.name, h.name`);
  return rows.map(
    ({ product, role }) => `This leaves ${product} without ${role === "Owner" ? "an Owner" : `a ${role}`}.`,
  );
}
