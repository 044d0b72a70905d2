import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
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
  const rows = await scope.tx.execute<Omit<Target, "facts">>(sql`
    select m.id as "membershipId", u.id as "userId", u.name, u.email,
      exists (select 1 from active_periods p where p.workspace_id = m.workspace_id and p.membership_id = m.id
        and p.valid_to is null) as active
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${scope.workspace.id} and m.id = any(${uuids(membershipIds)}) and m.ended_at is null`);
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
