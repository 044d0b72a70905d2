import "server-only";
import { sql } from "drizzle-orm";
import type { RoleFact } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { rolesOf } from "@/lib/facts/facts";

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
