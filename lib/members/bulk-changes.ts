import "server-only";
import type { Transaction } from "@/db/client";
import type { CommandContext } from "@/lib/doorway/command";
import { notFound, type Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { endOfDay, workspaceRole } from "@/lib/grants/asked";
import { keepingAnAdmin } from "@/lib/grants/commands";
import { type BulkChange, type Planned, planOf, singly } from "./bulk-plan";
import { type Changed, changeRoles, givesAdmin, writeRoleInstead } from "./direct-roles";
import { endActivity, tellOfEnd, writeEndOfActivity } from "./endings";
import { memberEvents } from "./events";
import { subjectOf, type Target } from "./target";

/** What became of one member: an audit event, or why nothing was changed. */
export type ChangedEach = Planned & { changed: Changed | null };

/** The role that a form names, checked. @throws Refusal for an unknown role and a day that is over. */
export async function makingAsked(
  scope: Scope,
  {
    roleId,
    endsOn,
    reviewOn,
  }: { roleId: string; endsOn?: string | undefined; reviewOn?: string | undefined },
): Promise<BulkChange> {
  const role = await workspaceRole(scope, roleId);
  const until = await endOfDay(scope, endsOn);
  return {
    kind: "make",
    role,
    until,
    reviewOn,
    countsAsAdmin: !until && (await givesAdmin(scope, { roleId })),
  };
}

/**
 * Carries a change out on each member for whom it is due, with a few statements for all of them, and tells each of
 * them and the audit log of each. Single and bulk commands come here alike.
 */
export async function changeEach(
  context: CommandContext,
  membershipIds: readonly string[],
  change: BulkChange,
  reason: string | undefined,
): Promise<ChangedEach[]> {
  const plan = await planOf(context, membershipIds, change);
  const targets = targetsDue(plan);
  const changed = targets.length > 0 ? await carriedOut(context, targets, change, reason) : [];
  const next = changed.values();
  return plan.map((one) => ({ ...one, changed: one.due === "change" ? (next.next().value ?? null) : null }));
}

/** Those for whom the change is due. */
export function targetsDue(plan: readonly Planned[]): Target[] {
  return plan.flatMap((one) => (one.due === "change" ? [one.target] : []));
}

/** Writes the change alone: what a preview takes back and what a command lets stand. */
export async function writeBulkChange(
  tx: Transaction,
  workspaceId: string,
  targets: readonly Target[],
  change: BulkChange,
  by: string,
): Promise<void> {
  if (change.kind === "deactivate") return writeEndOfActivity(tx, workspaceId, targets);
  await writeRoleInstead(
    tx,
    workspaceId,
    targets.map(({ membershipId }) => membershipId),
    { roleId: change.role.id, until: change.until?.iso ?? null, reviewOn: change.reviewOn },
    by,
  );
}

/** The answer of a change to one member. @throws Refusal when it was not due */
export function theOne([only]: readonly ChangedEach[]): Changed {
  if (!only?.changed) throw (only && refusalOf(only)) ?? notFound();
  return only.changed;
}

export function refusalOf(one: Planned): Refusal | null {
  return one.due === "change" ? null : one.refusal;
}

async function carriedOut(
  context: CommandContext,
  targets: readonly Target[],
  change: BulkChange,
  reason: string | undefined,
): Promise<Changed[]> {
  const { tx, workspace, actor } = context;
  const single = singly(change);
  if (single.kind === "make")
    return changeRoles(
      context,
      targets,
      single,
      () => writeBulkChange(tx, workspace.id, targets, change, actor.userId),
      reason,
    );
  await keepingAnAdmin(tx, workspace.id, () => endActivity(context, targets));
  await tellOfEnd(context, targets, "deactivated");
  const events = await context.auditEach(
    targets.map((target) =>
      memberEvents.deactivated({
        target: subjectOf(target),
        before: { status: "active" },
        after: { status: "deactivated" },
        reason,
      }),
    ),
  );
  return targets.map(({ name }, nth) => ({ event: events[nth] ?? "", name }));
}
