import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { contentsAt } from "@/lib/access/facts";
import { targetOf } from "@/lib/changes/guards";
import type { Plan, Row, Subject } from "@/lib/changes/plan";
import { end, give, leaveGroups } from "@/lib/changes/writes";
import { GuardRefusal, notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { endOfDay, workspaceRole } from "@/lib/grants/asked";
import { groupEvents } from "./events";
import { type Group, groupTarget, inGroup, subjectOf } from "./group";
import { type Known, known } from "./people";
import { dissolve, join, keepGrants } from "./writes";

/** Puts members into a group; those who are in it already stay as they are. */
export async function planJoining(
  scope: Scope,
  groupId: string,
  membershipIds: readonly string[],
): Promise<Plan<PersonRow>> {
  const group = await groupTarget(scope, groupId);
  const people = await known(scope, group, membershipIds);
  if (people.length === 0) throw notFound();
  const rows = people.map((person): PersonRow => {
    const subject = memberSubject(person);
    if (person.isIn) return { subject, left: left("nothing", `Is in ${group.name} already.`) };
    if (!person.active) return { subject, left: left("refused", "Is deactivated. Reactivate them first.") };
    return { subject };
  });
  const found = new Set(people.map(({ id }) => id));
  const gone = [...new Set(membershipIds)].filter((id) => !found.has(id)).map(noMember);
  const own = scope.membershipId !== null && membershipIds.includes(scope.membershipId);
  return {
    ...basis(scope),
    rows: [...rows, ...gone],
    gives: group.grants,
    eachAlone: true,
    refusal: own
      ? new GuardRefusal("Nobody adds themselves to a group. Ask another Admin.")
      : nobodyJoins(group, people),
    concerned: among,
    writes: (due) => [join(group.id, idsOf(due))],
    event: ({ subject }, { reason }) =>
      groupEvents.memberJoined({ target: targetOf(subject), after: { group: group.name, groupId }, reason }),
  };
}

/** Takes members out of a group; who left it meanwhile is left out. */
export async function planLeaving(
  scope: Scope,
  groupId: string,
  membershipIds: readonly string[],
): Promise<Plan<PersonRow>> {
  const group = await groupTarget(scope, groupId);
  const inside = (await known(scope, group, membershipIds)).filter(({ isIn }) => isIn);
  if (inside.length === 0)
    throw new Refusal("conflict", `None of them is in ${group.name} any more. Reload the page.`);
  const rows = inside.map((person): PersonRow => ({ subject: memberSubject(person), takes: group.grants }));
  return {
    ...basis(scope),
    rows,
    losers: losersOf(scope, group, among(rows)),
    concerned: among,
    writes: (due) => [leaveGroups(idsOf(due), group.id)],
    event: ({ subject }, { reason }) =>
      groupEvents.memberLeft({ target: targetOf(subject), before: { group: group.name, groupId }, reason }),
  };
}

type RoleAsked = {
  groupId: string;
  roleId: string;
  endsOn?: string | undefined;
  reviewOn?: string | undefined;
};

/** Gives a group a role on the workspace, and so each of its members. */
export async function planGiving(
  scope: Scope,
  { groupId, roleId, endsOn, reviewOn }: RoleAsked,
): Promise<Plan> {
  const group = await groupTarget(scope, groupId);
  const role = await workspaceRole(scope, roleId);
  const until = (await endOfDay(scope, endsOn))?.at ?? null;
  const contents = contentsAt(role, scope.now);
  const term = { until, endsWithId: null };
  const held = group.grants.find(
    (grant) =>
      grant.role.id === role.id &&
      grant.resource.id === scope.workspace.id &&
      grant.plus.length + grant.minus.length === 0 &&
      (grant.term.until === null || (until !== null && until <= grant.term.until)),
  );
  const before = rolesOn(group, scope.workspace.id);
  return groupPlan(scope, group, {
    row: {
      left: held
        ? left(
            "nothing",
            `${group.name} gives this role already, ${held.term.until === null ? "without an end" : "for as long"}.`,
          )
        : null,
      gives: contents ? [{ contents, resource: scope.root, term }] : [],
    },
    refusal: group.isYours
      ? ownThrough(group, "gives themselves a role. Leave it first, or ask another Admin.")
      : null,
    writes: () => [
      give([{ principal: { groupId }, role, resource: scope.root, term, reviewOn: reviewOn ?? null }]),
    ],
    event: (_, { people, reason }) =>
      groupEvents.roleAdded({
        target: subjectOf(group),
        reason,
        resource: scope.root,
        before: { roles: before },
        after: {
          roles: [...before, role.name],
          ...(endsOn ? { endsOn } : {}),
          ...(reviewOn ? { reviewOn } : {}),
          people,
        },
      }),
  });
}

/** Ends one grant of a group, on the workspace or on any resource below it. */
export async function planEnding(scope: Scope, groupId: string, grantId: string): Promise<Plan> {
  const group = await groupTarget(scope, groupId);
  const grant = group.grants.find(({ id }) => id === grantId);
  if (!grant) throw notFound();
  const others = { ...group, grants: group.grants.filter(({ id }) => id !== grantId) };
  return groupPlan(scope, group, {
    row: { takes: [grant] },
    losers: losersOf(scope, group, inGroup(scope.workspace.id, groupId)),
    writes: () => [end([grantId])],
    event: (_, { people, reason }) =>
      groupEvents.roleEnded({
        target: subjectOf(group),
        reason,
        resource: grant.resource,
        before: { roles: rolesOn(group, grant.resource.id) },
        after: { roles: rolesOn(others, grant.resource.id), people },
      }),
  });
}

/** Deletes a group; its grants end with it, or each member keeps them as their own. */
export async function planDeletion(scope: Scope, groupId: string, grants: "end" | "keep"): Promise<Plan> {
  const group = await groupTarget(scope, groupId);
  const keeps = grants === "keep";
  return groupPlan(scope, group, {
    row: keeps ? { gives: group.grants } : { takes: group.grants },
    losers: losersOf(scope, group, inGroup(scope.workspace.id, groupId)),
    refusal:
      keeps && group.isYours
        ? ownThrough(group, "gives themselves grants. Leave it first, or let its grants end.")
        : null,
    writes: () => [
      ...(keeps ? [keepGrants(groupId)] : []),
      end(group.grants.map(({ id }) => id)),
      dissolve(groupId),
    ],
    event: (_, { people, names, reason }) =>
      groupEvents.deleted({
        target: subjectOf(group),
        reason,
        before: {
          members: [...names],
          people,
          grants: group.grants.map(({ role, resource }) =>
            resource.kind === "workspace" ? role.name : `${role.name} on ${resource.name}`,
          ),
        },
        after: { grants: keeps ? "Kept by each member" : "Ended with the group" },
      }),
  });
}

/** A member who joins or leaves. */
type PersonRow = Row & { subject: Subject<"member"> };

const basis = ({ root }: Scope) => ({
  authority: { permission: "general:manage-user", resource: root } as const,
});

function groupPlan(
  scope: Scope,
  group: Group,
  { row, ...parts }: Pick<Plan, "writes" | "event" | "losers" | "refusal"> & { row: Partial<Row> },
): Plan {
  return {
    ...basis(scope),
    ...parts,
    rows: [{ subject: { ...subjectOf(group), name: group.name, email: null }, ...row }],
    concerned: () => inGroup(scope.workspace.id, group.id),
  };
}

/** Whoever would lose something must hold no more than the actor where the group gives something. */
function losersOf({ root }: Scope, { grants }: Group, which: SQL): Plan["losers"] {
  return { which, resources: [root, ...grants.map(({ resource }) => resource)] };
}

const idsOf = (rows: readonly Row[]) => rows.map(({ subject }) => subject.id);
const among = (rows: readonly Row[]) => sql`m.id = any(${uuids(idsOf(rows))})`;
const memberSubject = ({ id, name, email }: Known): PersonRow["subject"] => ({
  kind: "member",
  id,
  name,
  email,
});

const left = (result: "nothing" | "refused", why: string): NonNullable<Row["left"]> => ({
  result,
  why: new Refusal("conflict", why),
});

const noMember = (id: string): PersonRow => ({
  subject: { kind: "member", id, name: "Somebody", email: null },
  left: left("refused", "Is no member of the workspace any more."),
});

/** Why nobody of them can join, if so. */
function nobodyJoins(group: Group, people: readonly Known[]): Refusal | null {
  if (people.some(({ active, isIn }) => active && !isIn)) return null;
  const deactivated = people.find(({ isIn }) => !isIn);
  if (deactivated) {
    const { name } = deactivated;
    const fields = { membershipIds: `${name} is deactivated.` };
    return new Refusal(
      "conflict",
      `${name} is deactivated. Reactivate them first, or leave them out.`,
      fields,
    );
  }
  const all = people.length === 1 ? `${people[0]?.name} is` : "All of them are";
  return new Refusal("conflict", `${all} in ${group.name} already.`);
}

const ownThrough = ({ name }: Group, rest: string) =>
  new GuardRefusal(`You are in ${name}, and nobody ${rest}`);

function rolesOn({ grants }: Group, resourceId: string): string[] {
  return grants.filter(({ resource }) => resource.id === resourceId).map(({ role }) => role.name);
}
