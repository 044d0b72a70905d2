import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { contentsAt, type GrantFact, lastingGrants, type RoleFact } from "@/lib/access/facts";
import { type Instant, isoOf, lastsAt } from "@/lib/access/instant";
import type { TermedOffer } from "@/lib/access/term";
import { ownAccess, targetOf } from "@/lib/changes/guards";
import type { Plan, Reached, Row, Subject } from "@/lib/changes/plan";
import { deactivate, end, endMembership, give, leaveGroups, reactivate } from "@/lib/changes/writes";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { isAdminRole } from "@/lib/grants/admins";
import { endOfDay, workspaceRole } from "@/lib/grants/asked";
import { lastDay } from "@/lib/grants/role-words";
import { memberEvents } from "./events";
import { memberTarget, memberTargets, type Target } from "./target";

/** A member whom a change names; who is no member any more has no target. */
export type MemberRow = Row & { subject: Subject<"member">; target: Target | null };
type Planned = Plan<MemberRow>;

/** How a form names a role: `endsOn` left out keeps the end that the replaced role has, null drops it. */
type RoleAsked = { roleId: string; endsOn?: string | null | undefined; reviewOn?: string | undefined };

/** One member as if they stood alone. @throws Refusal `not-found` for whoever is no member */
export const one = async (scope: Scope, membershipId: string) => [await memberTarget(scope, membershipId)];

/** Each of many, in their order; null for whoever is no member any more. */
export async function each(scope: Scope, membershipIds: readonly string[]): Promise<(Target | null)[]> {
  const targets = await memberTargets(scope, membershipIds);
  return membershipIds.map((id) => targets.get(id) ?? null);
}

/** Makes members hold one role directly on the workspace, in place of those they held directly there. */
export async function planMaking(
  scope: Scope,
  targets: readonly (Target | null)[],
  { roleId, endsOn, reviewOn }: RoleAsked,
): Promise<Planned> {
  const role = await workspaceRole(scope, roleId);
  const wanted = endsOn ? ((await endOfDay(scope, endsOn))?.at ?? null) : null;
  const endFor = (target: Target) => (endsOn === undefined ? soonest(directRoles(scope, target)) : wanted);
  return memberPlan(scope, targets, {
    row: (target) => {
      const until = endFor(target);
      const held = directRoles(scope, target);
      const same = isOnly(held, role, until) && !reviewOn;
      const counts = isAdminRole(role) && until === null;
      return {
        left: same ? nothingToDo(`${target.name} holds ${role.name} directly already.`) : null,
        gives: offersOf(scope, role, until),
        loses: true,
        endsAdmin: counts ? null : target.membershipId,
      };
    },
    writes: (due) => [
      end(due.flatMap((target) => directRoles(scope, target).map(({ id }) => id))),
      give(
        due.map((target) => ({ ...giftOf(scope, target, role, endFor(target)), reviewOn: reviewOn ?? null })),
      ),
    ],
    event: (target, about) =>
      memberEvents.roleChanged({
        ...about,
        before: rolesTold(directRoles(scope, target)),
        after: { roles: [role.name], ...endTold(endFor(target), directRoles(scope, target)) },
      }),
  });
}

/** Gives a member one more role directly on the workspace. */
export async function planAdding(
  scope: Scope,
  membershipId: string,
  { roleId, endsOn, reviewOn }: RoleAsked,
): Promise<Planned> {
  const role = await workspaceRole(scope, roleId);
  const until = endsOn ? ((await endOfDay(scope, endsOn))?.at ?? null) : null;
  return memberPlan(scope, await one(scope, membershipId), {
    row: (target) => {
      const held = directRoles(scope, target).find((grant) => holdsFor(grant, role, until));
      return {
        left: held ? heldAlready(scope, target.name, held) : null,
        gives: offersOf(scope, role, until),
      };
    },
    writes: ([target]) =>
      target ? [give([{ ...giftOf(scope, target, role, until), reviewOn: reviewOn ?? null }])] : [],
    event: (target, about) => {
      const held = directRoles(scope, target);
      return memberEvents.roleAdded({
        ...about,
        before: rolesTold(held),
        after: { roles: [...held.map((grant) => grant.role.name), role.name], ...endTold(until, []) },
      });
    },
  });
}

/** Ends one role that a member holds directly. @throws Refusal `not-found` for any other grant */
export async function planEnding(scope: Scope, membershipId: string, grantId: string): Promise<Planned> {
  const [target] = await one(scope, membershipId);
  const held = target ? directRoles(scope, target) : [];
  const remaining = held.filter(({ id }) => id !== grantId);
  if (!target || remaining.length === held.length) throw notFound();
  const staysAdmin = remaining.some(
    ({ role, validity, minus }) => isAdminRole(role) && validity.to === null && minus.length === 0,
  );
  return memberPlan(scope, [target], {
    row: () => ({ loses: true, endsAdmin: staysAdmin ? null : membershipId }),
    writes: () => [end([grantId])],
    event: (_, about) =>
      memberEvents.roleEnded({
        ...about,
        before: { roles: held.map(({ role }) => role.name) },
        after: { roles: remaining.map(({ role }) => role.name) },
      }),
  });
}

/** Ends the access of members at once, and keeps roles, groups and history. */
export async function planDeactivation(scope: Scope, targets: readonly (Target | null)[]): Promise<Planned> {
  return memberPlan(scope, targets, {
    row: (target) => ({
      left: target.active ? null : nothingToDo(`${target.name} is deactivated already.`),
      loses: true,
      endsAdmin: target.membershipId,
    }),
    writes: (due) => [deactivate(due)],
    event: (_, about) =>
      memberEvents.deactivated({ ...about, before: { status: "active" }, after: { status: "deactivated" } }),
    letters: (person) => accessEnded(scope, person, "deactivated"),
    mayLeaveProducts: true,
  });
}

/** Gives a deactivated member back what has not ended meanwhile. */
export async function planReactivation(scope: Scope, membershipId: string): Promise<Planned> {
  return memberPlan(scope, await one(scope, membershipId), {
    row: (target) => ({
      left: target.active ? nothingToDo(`${target.name} is active already.`) : null,
      gives: comingBack(scope, target),
    }),
    writes: () => [reactivate(membershipId)],
    event: (_, about) =>
      memberEvents.reactivated({ ...about, before: { status: "deactivated" }, after: { status: "active" } }),
  });
}

/** Ends a membership for good, with all its grants and places in groups. */
export async function planRemoval(scope: Scope, membershipId: string): Promise<Planned> {
  const [target] = await one(scope, membershipId);
  return {
    ...memberPlan(scope, target ? [target] : [], {
      row: () => ({ loses: true, endsAdmin: membershipId }),
      writes: (due) => [
        deactivate(due),
        end(due.flatMap(({ facts }) => ownGrants(facts.grants, scope.now).map(({ id }) => id))),
        leaveGroups([membershipId]),
        endMembership(membershipId),
      ],
      event: ({ active, ...rest }, about) =>
        memberEvents.revoked({
          ...about,
          before: {
            status: active ? "active" : "deactivated",
            roles: directRoles(scope, rest).map(({ role }) => role.name),
          },
          after: { status: "removed" },
        }),
      letters: (person) => accessEnded(scope, person, "revoked"),
    }),
    remedy: `Assign somebody else first, or deactivate ${target?.name}.`,
  };
}

/** Whom an event is about, and why it was done. */
type About = { target: { kind: "member"; id: string; label: string }; reason: string | undefined };
type Parts = {
  row: (target: Target) => Partial<Omit<Row, "subject">>;
  writes: (due: readonly Target[]) => ReturnType<Planned["writes"]>;
  event: (target: Target, about: About) => ReturnType<Planned["event"]>;
} & Pick<Planned, "letters" | "mayLeaveProducts">;

function memberPlan(scope: Scope, targets: readonly (Target | null)[], parts: Parts): Planned {
  const { row, writes, event, ...rest } = parts;
  const targetsOf = (rows: readonly MemberRow[]) => rows.flatMap(({ target }) => target ?? []);
  return {
    ...rest,
    rows: targets.map((target): MemberRow => {
      if (!target) return { target, subject: nobody, left: { result: "refused", why: notFound() } };
      const weighed = { target, subject: subjectOf(target), person: target.facts, ...row(target) };
      const isOwn = target.userId === scope.actor.userId;
      return isOwn ? { ...weighed, left: { result: "refused", why: ownAccess() } } : weighed;
    }),
    authority: { permission: "general:manage-user", resource: scope.root },
    concerned: (due) => sql`m.id = any(${uuids(targetsOf(due).map(({ membershipId }) => membershipId))})`,
    writes: (due) => writes(targetsOf(due)),
    event: ({ target, subject }, { reason }) =>
      event(target as Target, { target: targetOf(subject), reason }),
    mails: "named",
  };
}

const nobody: Subject<"member"> = {
  kind: "member",
  id: "",
  name: "Somebody who is no member any more",
  email: null,
};

/** A member as what a change is about. */
export function subjectOf({
  membershipId,
  name,
  email,
}: Pick<Target, "membershipId" | "name" | "email">): Subject<"member"> {
  return { kind: "member", id: membershipId, name, email };
}

/** The grants a member holds directly on the workspace, now or later: what "Make" replaces. */
export function directRoles({ now, workspace }: Scope, { facts }: Pick<Target, "facts">): GrantFact[] {
  return ownGrants(facts.grants, now).filter(({ resource }) => resource.id === workspace.id);
}

function ownGrants(grants: readonly GrantFact[], now: Instant): GrantFact[] {
  return grants.filter(({ groupId, validity }) => groupId === null && lastsAt(validity, now));
}

/** The end that a role keeps which takes the place of others: the soonest of theirs, so that nothing lasts longer unsaid. */
export function soonest(grants: readonly GrantFact[]): Instant | null {
  const ends = grants.flatMap(({ validity }) => validity.to ?? []);
  return ends.length > 0 ? Math.min(...ends) : null;
}

function isOnly([held, ...others]: readonly GrantFact[], role: RoleFact, until: Instant | null): boolean {
  return (
    held !== undefined &&
    held.role.id === role.id &&
    held.validity.to === until &&
    held.plus.length + held.minus.length + others.length === 0
  );
}

/** Whether a grant gives the role as it is for at least as long. */
function holdsFor(
  { role: { id }, validity: { to }, plus, minus }: GrantFact,
  role: RoleFact,
  until: Instant | null,
) {
  const asLong = to === null || (until !== null && until <= to);
  return id === role.id && plus.length + minus.length === 0 && asLong;
}

function heldAlready({ workspace }: Scope, name: string, { role, validity: { to } }: GrantFact): Row["left"] {
  const until = to === null ? "" : ` until ${lastDay(to, workspace.timeZone)}`;
  return nothingToDo(`${name} holds ${role.name} directly already${until}.`);
}

const nothingToDo = (why: string): NonNullable<Row["left"]> => ({
  result: "nothing",
  why: new Refusal("conflict", why),
});

function offersOf({ root, now }: Scope, role: RoleFact, until: Instant | null): TermedOffer[] {
  const contents = contentsAt(role, now);
  return contents ? [{ contents, resource: root, term: { until, endsWithId: null } }] : [];
}

function giftOf({ root }: Scope, { membershipId }: Target, role: RoleFact, until: Instant | null) {
  return { principal: { membershipId }, role, resource: root, term: { until, endsWithId: null } };
}

/** The grants that take effect again with a reactivation. */
export function comingBack({ now }: Pick<Scope, "now">, { facts }: Pick<Target, "facts">): TermedOffer[] {
  return lastingGrants(facts, now).flatMap(({ role, plus, minus, resource, validity, endsWithId }) => {
    const contents = contentsAt(role, now);
    return contents ? [{ contents, plus, minus, resource, term: { until: validity.to, endsWithId } }] : [];
  });
}

/** Roles as the audit log keeps them, with the end where one of them has one. */
function rolesTold(held: readonly GrantFact[]) {
  return { roles: held.map(({ role }) => role.name), ...endTold(soonest(held), []) };
}

/** When a role ends; that it has no end is told where what it replaces had one. */
function endTold(until: Instant | null, replaced: readonly GrantFact[]) {
  if (until !== null) return { endsAt: isoOf(until) };
  return soonest(replaced) === null ? {} : { endsAt: null };
}

function accessEnded({ workspace, actor }: Scope, { name }: Reached, how: "deactivated" | "revoked") {
  const { name: workspaceName } = workspace;
  const what = `access to ${workspaceName}`;
  const payload = { name, workspaceName, actorName: actor.name, what, how, helpFrom: [actor.name] };
  return [{ kind: "access-ended" as const, payload }];
}
