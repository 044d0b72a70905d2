import "server-only";
import { and, eq, isNull, lte, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { grants } from "@/db/schema/grants";
import { activePeriods, memberships } from "@/db/schema/members";
import { roles } from "@/db/schema/roles";
import { users } from "@/db/schema/users";
import type { RoleFact } from "@/lib/access/facts";

/** Active members with a direct, open-ended Admin grant on the workspace: the only ones who count as its Admins. */
export async function adminMembershipIds(tx: Transaction, workspaceId: string): Promise<string[]> {
  const now = sql`clock_timestamp()`;
  const rows = await tx
    .selectDistinct({ id: memberships.id })
    .from(memberships)
    .innerJoin(users, and(eq(users.id, memberships.userId), isNull(users.disabledAt)))
    .innerJoin(
      activePeriods,
      and(
        eq(activePeriods.workspaceId, memberships.workspaceId),
        eq(activePeriods.membershipId, memberships.id),
        lte(activePeriods.validFrom, now),
        isNull(activePeriods.validTo),
      ),
    )
    .innerJoin(
      grants,
      and(
        eq(grants.workspaceId, memberships.workspaceId),
        eq(grants.membershipId, memberships.id),
        eq(grants.resourceId, memberships.workspaceId),
        lte(grants.validFrom, now),
        isNull(grants.validTo),
        sql`cardinality(${grants.minus}) = 0`,
      ),
    )
    .innerJoin(
      roles,
      and(eq(roles.workspaceId, grants.workspaceId), eq(roles.id, grants.roleId), eq(roles.key, "admin")),
    )
    .where(and(eq(memberships.workspaceId, workspaceId), isNull(memberships.endedAt)));
  return rows.map(({ id }) => id);
}

/** Whether this is the role Admin as every workspace has it: the one whose direct holders count as its Admins. */
export function isAdminRole({ kind, name }: Pick<RoleFact, "kind" | "name">): boolean {
  return kind === "system" && name === "Admin";
}
