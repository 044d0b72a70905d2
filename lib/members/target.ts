import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { m } from "@/db/aliases";
import { isAmong } from "@/db/arrays";
import { isActive } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import type { Facts } from "@/lib/access/facts";
import { notFound } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/facts/facts";

/** The member that a change is about. */
export type Target = {
  membershipId: string;
  userId: string;
  name: string;
  email: string;
  active: boolean;
  facts: Facts;
};

/**
 * Loads a live member of the workspace with their facts.
 * @throws Refusal `not-found` alike for an unknown, a removed and a foreign one.
 */
export async function memberTarget(scope: Scope, membershipId: string): Promise<Target> {
  const target = (await memberTargets(scope, [membershipId])).get(membershipId);
  if (!target) throw notFound();
  return target;
}

/** Loads many members by membership id; who is unknown, removed or foreign is left out. */
export async function memberTargets(
  scope: Scope,
  membershipIds: readonly string[],
): Promise<Map<string, Target>> {
  const rows = await scope.tx
    .select({
      membershipId: m.id,
      userId: users.id,
      name: users.name,
      email: users.email,
      active: isActive(m),
    })
    .from(m)
    .innerJoin(users, eq(users.id, m.userId))
    .where(and(eq(m.workspaceId, scope.workspace.id), isAmong(m.id, membershipIds), isNull(m.endedAt)));
  const facts = await factsOfPeople(
    scope.tx,
    scope.workspace,
    rows.map(({ userId }) => userId),
  );
  return new Map(
    rows.flatMap((row) => {
      const held = facts.get(row.userId);
      return held ? [[row.membershipId, { ...row, facts: held }]] : [];
    }),
  );
}
