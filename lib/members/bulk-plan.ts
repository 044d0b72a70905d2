import "server-only";
import { leavesNoAdmin } from "@/lib/access/duties";
import type { RoleFact } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { adminMembershipIds } from "@/lib/grants/commands";
import type { Change } from "./change";
import { directRoles } from "./direct-roles";
import { memberTargets, obstacleFor, type Target } from "./target";

/** A change that is carried out on one or on many members alike. `iso`: when the role ends. */
export type BulkChange =
  | {
      kind: "make";
      role: RoleFact;
      until: { at: Instant; iso: string } | null;
      reviewOn?: string | undefined;
      /** Whether it makes them one of those who count as the workspace's Admins. */
      countsAsAdmin: boolean;
    }
  | { kind: "deactivate" };

/** What is due for one of the members named: a change, or why there is none. */
export type Planned = { membershipId: string } & (
  | { target: Target; due: "change" }
  | { target: Target; due: "nothing"; refusal: Refusal }
  | { target: Target | null; due: "refused"; refusal: Refusal }
);

/** The same change as it is done to one member. */
export function singly(change: BulkChange): Change {
  return change.kind === "make"
    ? { kind: "make", role: change.role, until: change.until?.at ?? null }
    : change;
}

/**
 * What a change does to each of the members named, in their order, decided for each as if they stood alone: who may not
 * be changed keeps nobody else from being. Of several Admins of whom one must stay, the last named stays.
 */
export async function planOf(
  scope: Scope,
  membershipIds: readonly string[],
  change: BulkChange,
): Promise<Planned[]> {
  const targets = await memberTargets(scope, membershipIds);
  const admins = await adminMembershipIds(scope.tx, scope.workspace.id);
  const gone: string[] = [];
  return membershipIds.map((membershipId): Planned => {
    const target = targets.get(membershipId);
    if (!target) return { membershipId, target: null, due: "refused", refusal: notFound() };
    const idle = nothingToDo(scope, target, change);
    if (idle) return { membershipId, target, due: "nothing", refusal: new Refusal("conflict", idle) };
    const obstacle = obstacleFor(scope, target, singly(change));
    if (obstacle) return { membershipId, target, due: "refused", refusal: obstacle };
    if (admins.includes(membershipId) && !(change.kind === "make" && change.countsAsAdmin)) {
      if (leavesNoAdmin(admins, [...gone, membershipId]))
        return { membershipId, target, due: "refused", refusal: lastAdmin() };
      gone.push(membershipId);
    }
    return { membershipId, target, due: "change" };
  });
}

function nothingToDo(scope: Scope, target: Target, change: BulkChange): string | null {
  if (change.kind === "deactivate") return target.active ? null : `${target.name} is deactivated already.`;
  const [held, ...others] = directRoles(scope, target);
  const same =
    held?.role.id === change.role.id &&
    held.validity.to === (change.until?.at ?? null) &&
    held.plus.length + held.minus.length + others.length === 0;
  return same && !change.reviewOn ? `${target.name} holds ${change.role.name} directly already.` : null;
}

function lastAdmin(): Refusal {
  return new Refusal(
    "conflict",
    "This would leave the workspace without an Admin. Make somebody else Admin first, without an end date.",
  );
}
