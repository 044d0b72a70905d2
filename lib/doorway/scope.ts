import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { prepared } from "@/db/prepared";
import { inWiderContext } from "@/db/tenant";
import { type Access, accessAt } from "@/lib/access/access";
import { labelOf, type PermissionId } from "@/lib/access/catalogue";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import { factsOf, rootOf, type Workspace } from "@/lib/facts/facts";
import type { Person } from "@/lib/identity/session";
import { notFound, Refusal } from "./outcome";

/** "self" = any active member, or an account administrator. */
export type Needed = PermissionId | "self";

/** A person in a workspace, with what they may do there at the present instant. */
export type Scope = {
  tx: Transaction;
  actor: Person;
  /** The actor's live membership, or null for an account administrator without one. */
  membershipId: string | null;
  workspace: Workspace;
  root: ResourceRef;
  facts: Facts;
  access: Access;
  /** The database's clock when the scope was opened. */
  now: Instant;
};

/**
 * Widens the tenant context of a transaction, which must hold the actor, to a workspace, and loads the actor's facts and
 * access in it.
 * @throws Refusal `not-found` alike for an unknown, an archived and a foreign workspace.
 */
export async function openScope(tx: Transaction, actor: Person, slug: string): Promise<Scope> {
  const [found] = await prepared<Workspace>(
    tx,
    sql`
    select id, account_id as "accountId", name, slug, time_zone as "timeZone"
    from workspaces where slug = ${slug} and archived_at is null`,
  );
  if (!found) throw notFound();
  const context = { workspace: found.id, account: found.accountId };
  return inWiderContext(tx, context, () => loadScope(tx, actor, found));
}

/** Loads facts and access anew, for a decision under the lock. */
export async function loadScope(tx: Transaction, actor: Person, workspace: Workspace): Promise<Scope> {
  const present = prepared<{ now: string; membershipId: string | null }>(
    tx,
    sql`
    select micros(clock_timestamp()) as now,
      (select id from memberships where workspace_id = ${workspace.id} and user_id = ${actor.userId} and ended_at is null) as "membershipId"`,
  );
  const [[row], facts] = await Promise.all([present, factsOf(tx, workspace, actor.userId)]);
  if (!row) throw new Error("the database did not tell the time");
  const now = Number(row.now);
  return {
    tx,
    actor,
    workspace,
    root: rootOf(workspace),
    membershipId: row.membershipId,
    facts,
    now,
    access: accessAt(facts, now),
  };
}

/** A member was refused something in the workspace, for want of a permission or by a guard: the audit log is told of it. */
export class Denial extends Refusal {
  constructor(
    readonly scope: Scope,
    readonly resource: ResourceRef,
    readonly refusal: Refusal,
  ) {
    super(refusal.code, refusal.message, refusal.fields);
  }
}

/**
 * Refuses whoever may not do this: a deactivated or foreign person as if the workspace did not exist, a member without
 * the permission by naming it.
 */
export function demand(scope: Scope, needed: Needed, resource: ResourceRef): void {
  if (!scope.access.active && !scope.access.administrator) throw notFound();
  if (needed === "self" || scope.access.can(needed, resource)) return;
  const missing = `Your roles do not contain ${labelOf(needed)}. A workspace Admin can help.`;
  throw new Denial(scope, resource, new Refusal("forbidden", missing));
}
