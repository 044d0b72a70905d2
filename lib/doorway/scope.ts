import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { prepared } from "@/db/prepared";
import { workspaces } from "@/db/schema/accounts";
import { memberships } from "@/db/schema/members";
import { contextFrom, inWiderContext } from "@/db/tenant";
import { type Access, accessAt } from "@/lib/access/access";
import { labelOf, type PermissionId } from "@/lib/access/catalogue";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import { factsOf, rootOf, type Workspace } from "@/lib/facts/facts";
import type { Actor, KeyActor, Person } from "@/lib/identity/actor";
import { notFound, Refusal } from "./outcome";

/** "self" = any active member, or an account administrator. */
export type Needed = PermissionId | "self";

/** Whoever acts in a workspace, with what they may do there at the present instant. */
export type Scope<A extends Actor = Actor> = {
  tx: Transaction;
  actor: A;
  /** The actor's live membership, or null without one: an account administrator, Remit itself. */
  membershipId: string | null;
  workspace: Workspace;
  root: ResourceRef;
  facts: Facts;
  access: Access;
  /** The database's clock when the scope was opened. */
  now: Instant;
  /** Whether the member's activity was noted in the last five minutes. */
  seenLately: boolean;
  /** What the questions of one page loaded, by name; see {@link once}. A change has none: it loads anew under its lock. */
  loaded?: Map<string, Promise<unknown>>;
};

/** Loads what several questions of one page need, once for all of them. */
export function once<V>({ loaded }: Scope, name: string, load: () => Promise<V>): Promise<V> {
  const known = (loaded?.get(name) as Promise<V> | undefined) ?? load();
  loaded?.set(name, known);
  return known;
}

/**
 * Widens the tenant context of a transaction, which must hold the actor, to a workspace, and loads the actor's facts and
 * access in it.
 * @param at its name in addresses, or the workspace itself for whoever comes with it
 * @throws Refusal `not-found` alike for an unknown, an archived and a foreign workspace.
 */
export async function openScope<A extends Actor>(
  tx: Transaction,
  actor: A,
  at: string | Workspace,
): Promise<Scope<A>> {
  if (typeof at !== "string") return inWiderContext(tx, contextOf(at), () => loadScope(tx, actor, at));
  const context = contextFrom({ workspace: workspaces.id, account: workspaces.accountId });
  const { id, accountId, name, slug, timeZone, archivedAt } = workspaces;
  const [found] = await prepared<Workspace & Present>(
    tx,
    sql`
    select ${id}, ${accountId} as "accountId", ${name}, ${slug}, ${timeZone} as "timeZone", ${present}, ${context}
    from ${workspaces} ${membershipOf(actor)} where ${slug} = ${at} and ${archivedAt} is null`,
  );
  if (!found) throw notFound();
  const workspace = {
    id: found.id,
    accountId: found.accountId,
    name: found.name,
    slug: found.slug,
    timeZone: found.timeZone,
  };
  return scopeOf(tx, actor, workspace, found, await factsOfActor(tx, actor, workspace));
}

/** Whether a person is in a workspace now: as an active member, or as an administrator of its account. */
export async function isInside(tx: Transaction, actor: Actor, at: string | Workspace): Promise<boolean> {
  try {
    const { access } = await openScope(tx, actor, at);
    return access.active || access.administrator;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Loads facts and access anew, for a decision under the lock. */
export async function loadScope<A extends Actor>(
  tx: Transaction,
  actor: A,
  workspace: Workspace,
): Promise<Scope<A>> {
  const found = prepared<Present>(
    tx,
    sql`select ${present} from ${workspaces} ${membershipOf(actor)} where ${workspaces.id} = ${workspace.id}`,
  );
  const [[row], facts] = await Promise.all([found, factsOfActor(tx, actor, workspace)]);
  if (!row) throw notFound();
  return scopeOf(tx, actor, workspace, row, facts);
}

/** Whoever answers by name for what is done. @throws Refusal `forbidden` when Remit itself acts. */
export function answerable({ actor }: Scope): Person | KeyActor {
  if (actor.kind === "system")
    throw new Refusal("forbidden", "Only somebody who answers for it can do this.");
  return actor;
}

/** The tenant context of a workspace. */
export const contextOf = ({ id, accountId }: Workspace) => ({ workspace: id, account: accountId });

type Present = { now: string; membershipId: string | null; seenLately: boolean };

/** Columns of a statement on the workspace: the time, and the actor's membership, which {@link membershipOf} joins. */
const present = sql`micros(clock_timestamp()) as now, ${memberships.id} as "membershipId",
  coalesce(${memberships.lastActiveAt} > now() - interval '5 minutes', false) as "seenLately"`;

function membershipOf({ userId }: Actor): SQL {
  return sql`left join ${memberships} on ${memberships.workspaceId} = ${workspaces.id}
    and ${memberships.userId} = ${userId}::uuid and ${memberships.endedAt} is null`;
}

/** Remit itself holds what an administrator of the account does, at any time. */
function factsOfActor(tx: Transaction, actor: Actor, workspace: Workspace): Promise<Facts> | Facts {
  if (actor.kind !== "system") return factsOf(tx, workspace, actor.userId);
  return {
    subject: { id: actor.name, disabled: false },
    administers: [{ from: 0, to: null }],
    workspace: rootOf(workspace),
    active: [],
    groups: [],
    grants: [],
  };
}

function scopeOf<A extends Actor>(
  tx: Transaction,
  actor: A,
  workspace: Workspace,
  present: Present,
  facts: Facts,
): Scope<A> {
  const now = Number(present.now);
  const { membershipId, seenLately } = present;
  return {
    tx,
    actor,
    membershipId,
    workspace,
    root: rootOf(workspace),
    facts,
    access: accessAt(facts, now),
    now,
    seenLately,
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

/** What a way in demands of whoever comes by it. */
export type Guarded<I> = {
  permission: Needed;
  /** On what the permission is needed; the workspace itself unless said. */
  resource?: (scope: Scope, input: I) => Promise<ResourceRef>;
};

/** Decides: {@link demand} for what a query, a route or a command needs. Gives the resource it is needed on. */
export async function demandFor<I>(
  scope: Scope,
  { permission, resource }: Guarded<I>,
  input: I,
): Promise<ResourceRef> {
  const on = (await resource?.(scope, input)) ?? scope.root;
  demand(scope, permission, on);
  return on;
}
