import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { clock } from "@/db/tenant";
import type { Adjustments } from "@/lib/access/role";

/** How a role is given at present and later on: its grants, and each way in which they adjust it. */
export type InUse = { grants: number; adjustments: Adjustments[] };

/** The grants of a role that hold now or later. */
export async function grantsOfRole(tx: Transaction, workspaceId: string, roleId: string): Promise<InUse> {
  const rows = await tx.execute<{ grants: number } & Adjustments>(sql`
    select count(*)::int as grants, plus, minus from grants
    where workspace_id = ${workspaceId} and role_id = ${roleId} and (valid_to is null or valid_to > clock_timestamp())
    group by plus, minus`);
  return {
    grants: rows.reduce((sum, { grants }) => sum + grants, 0),
    adjustments: rows.map(({ plus, minus }) => ({ plus, minus })),
  };
}

/**
 * Ends every grant of a role that holds now or later, and gives another role in its place at the same instant: to the
 * same principal, on the same resource, with the same adjustments, for the rest of its time. Whoever holds the other
 * role there for at least as long is given nothing twice. Null gives nothing instead.
 * Correct only under the lock of the workspace; the ceiling is the caller's to check.
 * @returns how many grants ended
 */
export async function replaceInGrants(
  tx: Transaction,
  workspaceId: string,
  roleId: string,
  replacementId: string | null,
  actorId: string | null,
): Promise<number> {
  const at = await clock(tx);
  if (replacementId !== null)
    await tx.execute(sql`
      insert into grants (workspace_id, id, membership_id, group_id, role_id, resource_id, plus, minus, source, source_id,
        granted_by, review_on, ends_with_id, valid_from, valid_to)
      select g.workspace_id, gen_random_uuid(), g.membership_id, g.group_id, ${replacementId}, g.resource_id, g.plus, g.minus,
        g.source, g.source_id, ${actorId}, g.review_on, g.ends_with_id, greatest(${at}::timestamptz, g.valid_from), g.valid_to
      from grants g
      where g.workspace_id = ${workspaceId} and g.role_id = ${roleId} and (g.valid_to is null or g.valid_to > ${at})
        and not exists (select 1 from grants h
          where h.workspace_id = g.workspace_id and h.role_id = ${replacementId} and h.resource_id = g.resource_id
            and h.membership_id is not distinct from g.membership_id and h.group_id is not distinct from g.group_id
            and h.plus = g.plus and h.minus = g.minus and h.valid_from <= greatest(${at}::timestamptz, g.valid_from)
            and (h.valid_to is null or h.valid_to >= g.valid_to)
            and (h.ends_with_id is null or h.ends_with_id = g.ends_with_id))`);
  const ended = await tx.execute(sql`
    update grants set valid_to = greatest(${at}::timestamptz, valid_from), ended_by = ${actorId}
    where workspace_id = ${workspaceId} and role_id = ${roleId} and (valid_to is null or valid_to > ${at}) returning id`);
  return ended.length;
}
