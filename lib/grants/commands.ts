import "server-only";
import { and, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { present } from "@/db/dated";
import { insertMany } from "@/db/insert-many";
import { grants } from "@/db/schema/grants";
import type { PermissionId } from "@/lib/access/catalogue";

/** A grant to be written: to a membership or to a group, from now on until `until` (ISO instant) or without end. */
export type NewGrant = {
  principal: { membershipId: string } | { groupId: string };
  roleId: string;
  resourceId: string;
  until?: string | null;
  plus?: readonly PermissionId[];
  minus?: readonly PermissionId[];
  reviewOn?: string | null;
  /** The project whose completion ends it. */
  endsWithId?: string | null;
  source: "direct" | "invitation" | "setup" | "creation" | "request";
  sourceId?: string | null;
  grantedBy: string | null;
};

/** Writes a grant under the workspace's lock and returns its id. The ceiling is the caller's to check. */
export async function giveGrant(tx: Transaction, workspaceId: string, grant: NewGrant): Promise<string> {
  const [id = ""] = await giveGrants(tx, workspaceId, [grant]);
  return id;
}

/** Writes many grants with one statement; returns their ids. See {@link giveGrant}. */
export async function giveGrants(
  tx: Transaction,
  workspaceId: string,
  given: readonly NewGrant[],
): Promise<string[]> {
  const rows = given.map(({ principal, until = null, plus = [], minus = [], ...grant }) => ({
    id: uuidv7(),
    membershipId: "membershipId" in principal ? principal.membershipId : null,
    groupId: "groupId" in principal ? principal.groupId : null,
    roleId: grant.roleId,
    resourceId: grant.resourceId,
    plus: [...plus],
    minus: [...minus],
    source: grant.source,
    sourceId: grant.sourceId ?? null,
    grantedBy: grant.grantedBy,
    reviewOn: grant.reviewOn ?? null,
    endsWithId: grant.endsWithId ?? null,
    validTo: until,
  }));
  await insertMany(tx, grants, rows, { workspaceId, validFrom: present });
  return rows.map(({ id }) => id);
}

/** Ends the grants that hold now or later and fit the condition on `grants`; returns how many. */
export async function endGrants(
  tx: Transaction,
  workspaceId: string,
  endedBy: string | null,
  which: SQL | undefined,
): Promise<number> {
  const ended = await tx
    .update(grants)
    .set({ validTo: sql`greatest(clock_timestamp(), ${grants.validFrom})`, endedBy })
    .where(
      and(
        eq(grants.workspaceId, workspaceId),
        or(isNull(grants.validTo), gt(grants.validTo, sql`clock_timestamp()`)),
        which,
      ),
    )
    .returning({ id: grants.id });
  return ended.length;
}
