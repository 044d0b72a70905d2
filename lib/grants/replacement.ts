import "server-only";
import {
  and,
  count,
  eq,
  exists,
  getTableColumns,
  gt,
  gte,
  isNull,
  lte,
  not,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { g } from "@/db/aliases";
import type { Transaction } from "@/db/client";
import { lasts } from "@/db/dated";
import { grants } from "@/db/schema/grants";
import { clock } from "@/db/tenant";
import type { Adjustments } from "@/lib/access/role";

/** How a role is given at present and later on: its grants, and each way in which they adjust it. */
export type InUse = { grants: number; adjustments: Adjustments[] };

/** The grants of a role that hold now or later. */
export async function grantsOfRole(tx: Transaction, workspaceId: string, roleId: string): Promise<InUse> {
  const rows = await tx
    .select({ count: count(), plus: grants.plus, minus: grants.minus })
    .from(grants)
    .where(and(eq(grants.workspaceId, workspaceId), eq(grants.roleId, roleId), lasts(grants)))
    .groupBy(grants.plus, grants.minus);
  return {
    grants: rows.reduce((sum, row) => sum + row.count, 0),
    adjustments: rows.map(({ plus, minus }) => ({ plus, minus }) as Adjustments),
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
  const begins = sql<string>`greatest(${at}::timestamptz, ${sql`${g.validFrom}`})`;
  if (replacementId !== null)
    await tx.insert(grants).select(
      tx
        .select({
          ...getTableColumns(g),
          id: sql<string>`gen_random_uuid()`.as("id"),
          roleId: sql<string>`${replacementId}::uuid`.as("role_id"),
          grantedBy: sql<string>`${actorId}::uuid`.as("granted_by"),
          endedBy: sql<string | null>`null::uuid`.as("ended_by"),
          reviewRemindedAt: sql<string | null>`null::timestamptz`.as("review_reminded_at"),
          validFrom: begins.as("valid_from"),
        })
        .from(g)
        .where(
          and(
            eq(g.workspaceId, workspaceId),
            eq(g.roleId, roleId),
            lastsBeyond(g, at),
            not(holdsAsLong(tx, replacementId, begins)),
          ),
        ),
    );
  const ended = await tx
    .update(grants)
    .set({ validTo: sql`greatest(${at}::timestamptz, ${grants.validFrom})`, endedBy: actorId })
    .where(and(eq(grants.workspaceId, workspaceId), eq(grants.roleId, roleId), lastsBeyond(grants, at)))
    .returning({ id: grants.id });
  return ended.length;
}

function lastsBeyond({ validTo }: Pick<typeof grants, "validTo"> | Pick<typeof g, "validTo">, at: string) {
  return or(isNull(validTo), gt(validTo, at));
}

/** Whether the principal of a grant `g` holds the role in the same way, by then and for at least as long. */
function holdsAsLong(tx: Transaction, roleId: string, from: SQL<string>) {
  const same = sql`${grants.membershipId} is not distinct from ${g.membershipId}
    and ${grants.groupId} is not distinct from ${g.groupId}
    and ${grants.plus} = ${g.plus} and ${grants.minus} = ${g.minus}`;
  return exists(
    tx
      .select({ id: grants.id })
      .from(grants)
      .where(
        and(
          eq(grants.workspaceId, g.workspaceId),
          eq(grants.roleId, roleId),
          eq(grants.resourceId, g.resourceId),
          same,
          lte(grants.validFrom, from),
          or(isNull(grants.validTo), gte(grants.validTo, g.validTo)),
          or(isNull(grants.endsWithId), eq(grants.endsWithId, g.endsWithId)),
        ),
      ),
  );
}
