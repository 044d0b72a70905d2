import "server-only";
import { sql } from "drizzle-orm";
import { labelOf } from "@/lib/access/catalogue";
import type { Facts, RoleFact } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { factsOf, rolesOf } from "@/lib/grants/facts";
import { type Change, type Obstacle, obstacleTo } from "./change";

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
  const [row] = await scope.tx.execute<Omit<Target, "facts">>(sql`
    select m.id as "membershipId", u.id as "userId", u.name, u.email,
      exists (select 1 from active_periods p where p.workspace_id = m.workspace_id and p.membership_id = m.id
        and p.valid_to is null) as active
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${scope.workspace.id} and m.id = ${membershipId} and m.ended_at is null`);
  if (!row) throw notFound();
  return { ...row, facts: await factsOf(scope.tx, scope.workspace, row.userId) };
}

/**
 * A role that can be given on the workspace.
 * @throws Refusal `invalid` for a role that is deleted, unknown or foreign, and for one that is made for products.
 */
export async function workspaceRole(scope: Scope, roleId: string): Promise<RoleFact> {
  const role = (await rolesOf(scope.tx, scope.workspace.id)).find(({ id }) => id === roleId);
  if (!role || role.kind === "governance")
    throw new Refusal("invalid", "This role cannot be given on the workspace. Choose another one.", {
      roleId: "Choose another role.",
    });
  return role;
}

/**
 * The instant at which a calendar day is over in the workspace's time zone, by the database; null for no day.
 * @throws Refusal `invalid` when it is not in the future.
 */
export async function endOfDay(
  scope: Scope,
  day: string | undefined,
): Promise<{ at: Instant; iso: string } | null> {
  if (!day) return null;
  const [row] = await scope.tx.execute<{ at: string; iso: string; ahead: boolean }>(sql`
    select micros(t)::text as at, t::text as iso, t > clock_timestamp() as ahead
    from (select (${day}::date + 1)::timestamp at time zone ${scope.workspace.timeZone} as t) as ends`);
  if (!row?.ahead)
    throw new Refusal("invalid", "The end is over already. Choose a later day.", {
      endsOn: "Choose a later day.",
    });
  return { at: Number(row.at), iso: row.iso };
}

/** @throws Refusal when the actor may not carry out the change on this member. */
export function refuseObstacle(scope: Scope, target: Target, change: Change): void {
  const obstacle = obstacleTo(
    change,
    target,
    { userId: scope.actor.userId, access: scope.access },
    scope.now,
  );
  if (obstacle) throw new Refusal("forbidden", obstacleInWords(obstacle, target.name));
}

/** One sentence on why a change is not open to the person who asks. */
export function obstacleInWords(obstacle: Obstacle, name: string): string {
  if (obstacle.kind === "own-access") return "Nobody changes their own access. Ask another Admin.";
  const [first, ...others] = obstacle.permissions.map(labelOf);
  const named = others.length > 0 ? `${first} and ${others.length} more permissions` : `${first}`;
  return obstacle.kind === "beyond-ceiling"
    ? `This gives more than you hold yourself: ${named}. Ask an Admin.`
    : `${name} holds more than you: ${named}. Ask an Admin.`;
}

/** The member as the target of an audit event. */
export function subjectOf({ membershipId, name, email }: Target) {
  return { kind: "member", id: membershipId, label: `${name} (${email})` };
}
