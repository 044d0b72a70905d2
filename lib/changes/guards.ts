import "server-only";
import { type Access, accessAt } from "@/lib/access/access";
import { labelOf, type PermissionId } from "@/lib/access/catalogue";
import { beyondCeiling, holdsMore, leavesNoAdmin, type Offer } from "@/lib/access/duties";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import { permissionsInShort } from "@/lib/access/permission-words";
import { type Authority, beyondTerm, latestEnd, type TermedOffer } from "@/lib/access/term";
import { GuardRefusal, type Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { namesFor } from "@/lib/grants/opening";
import { lastDay } from "@/lib/grants/role-words";
import { strongerAmong } from "@/lib/grants/stronger";
import type { Plan, Row, Subject } from "./plan";

/** Nobody changes their own access, but to give it back. */
export const ownAccess = () => new GuardRefusal("Nobody changes their own access. Ask another Admin.");

export const holdsMoreRefusal = (name: string, more: readonly PermissionId[], target?: Target) =>
  new GuardRefusal(
    `${name} holds more than you: ${permissionsInShort(more)}. Ask an Admin.`,
    target ? { target } : {},
  );

export const lastAdmin = () =>
  new GuardRefusal(
    "This would leave the workspace without an Admin. Make somebody else Admin first, without an end date.",
    { code: "conflict" },
  );

/** What a change is about as the target of an audit event. */
export function targetOf<K extends string>({ kind, id, name, email }: Subject<K>): Target<K> {
  return { kind, id, label: email ? `${name} (${email})` : name };
}
type Target<K extends string = string> = { kind: K; id: string; label: string };

/** The rows of a plan with what each guard says of them, read from the plan alone: without a lock, and without writing. */
export function settled<R extends Row>(scope: Scope, plan: Plan<R>, admins: readonly string[]): R[] {
  const gone: string[] = [];
  return plan.rows.map((row) => {
    if (row.left?.result === "refused") return row;
    const why =
      ceilingRefusal(scope, plan, row) ??
      (row.left ? null : adminRefusal(row, admins, gone)) ??
      lastsTooLong(scope, plan, row);
    return why ? { ...row, left: { result: "refused" as const, why } } : row;
  });
}

/** Refuses where somebody among those who would lose holds more than the actor. */
export async function strongerLoser(scope: Scope, { losers }: Plan): Promise<Refusal | null> {
  const stronger = losers && (await strongerAmong(scope, losers.which, losers.resources));
  if (!stronger) return null;
  const here = losers.resources[0]?.kind === "workspace" ? "" : " here";
  return new GuardRefusal(
    `${stronger.name} holds more${here} than you: ${stronger.more}. Ask ${here ? "somebody who holds it too" : "an Admin"}.`,
  );
}

/** What the ceiling says of something that is given or taken. */
export function guardRefusal(scope: Scope, plan: Plan, row: Row): Refusal | null {
  return ceilingRefusal(scope, plan, row) ?? lastsTooLong(scope, plan, row);
}

function lastsTooLong(scope: Scope, { authority, field }: Plan, { gives = [] }: Row): Refusal | null {
  return termRefusal(scope, authority, gives, field);
}

function ceilingRefusal(scope: Scope, plan: Plan, row: Row): Refusal | null {
  const { gives = [], takes = [], person, loses } = row;
  const target = targetOf(row.subject);
  const refuse = (message: string) =>
    new GuardRefusal(message, { target, ...(plan.field ? { fields: { [plan.field]: message } } : {}) });
  const beyond = firstBeyond(scope, "gives", gives) ?? firstBeyond(scope, "takes away", takes);
  if (beyond) return refuse(beyond);
  const more = loses && person ? heldBeyond(scope, person) : [];
  if (more.length > 0) return holdsMoreRefusal(row.subject.name, more, target);
  return null;
}

/**
 * What somebody holds beyond the actor on any resource on which they hold something. Who is deactivated is weighed by
 * what a reactivation gives back: taking that away meanwhile would be a way around.
 */
export function heldBeyond({ access, now }: { access: Access; now: number }, facts: Facts): PermissionId[] {
  const subject = facts.subject && { ...facts.subject, disabled: false };
  const asIfActive = { ...facts, subject, active: [{ from: 0, to: null }] };
  return holdsMore(accessAt(asIfActive, now), resourcesOf(facts), access);
}

/** The workspace first, then each resource on which the person was ever given something. */
export function resourcesOf(...facts: readonly Facts[]): ResourceRef[] {
  const all = facts.flatMap(({ workspace, grants }) => [
    workspace,
    ...grants.map(({ resource }) => resource),
  ]);
  return [...new Map(all.map((resource) => [resource.id, resource])).values()];
}

/** What the first offer that is too much gives or takes beyond the actor, in words. */
function firstBeyond(scope: Scope, does: string, offers: readonly Offer[]): string | null {
  for (const offer of offers) {
    const beyond = beyondCeiling(scope.access, [offer]);
    if (beyond.length === 0) continue;
    const named = permissionsInShort(beyond);
    return offer.resource.kind === "workspace"
      ? `This ${does} more than you hold yourself: ${named}. Ask an Admin.`
      : `This ${does} more than you hold on ${namesFor(scope)(offer.resource)}: ${named}. Choose less, or ask who manages its team.`;
  }
  return null;
}

/** Whoever holds something only for a time gives it no longer than that. */
export function termRefusal(
  { facts, now, workspace }: Pick<Scope, "facts" | "now" | "workspace">,
  authority: Authority,
  gives: readonly TermedOffer[],
  field = "endsOn",
): Refusal | null {
  const [first] = beyondTerm(facts, now, authority, gives);
  if (!first) return null;
  const end = latestEnd(facts, now, authority, gives);
  const message =
    end === null
      ? `You hold ${labelOf(first)} only for a time, so you cannot give this. Ask somebody who holds it without an end.`
      : `You hold ${labelOf(first)} until ${lastDay(end, workspace.timeZone)} yourself. Choose an end no later than that.`;
  return new GuardRefusal(message, { fields: { [field]: message } });
}

/** Of several Admins of whom one must stay, the last named stays. */
function adminRefusal({ endsAdmin }: Row, admins: readonly string[], gone: string[]): Refusal | null {
  if (!endsAdmin || !admins.includes(endsAdmin)) return null;
  if (leavesNoAdmin(admins, [...gone, endsAdmin])) return lastAdmin();
  gone.push(endsAdmin);
  return null;
}
