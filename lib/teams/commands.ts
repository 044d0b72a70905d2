import "server-only";
import { type CommandContext, command } from "@/lib/doorway/command";
import type { AuditEvent } from "@/lib/doorway/event";
import { givesAdmin } from "@/lib/members/direct-roles";
import type { DirectGrant } from "./direct";
import { teamEvents } from "./events";
import { AddToTeam, LeaveTeam, RemoveFromTeam, ReviseGrant } from "./input";
import { ofObject, type TeamObject } from "./object";
import { planAddition, planLeave, planRemoval, planRevision, type RemovalPlan } from "./plans";
import type { Principal } from "./principals";
import { tellTeam } from "./telling";
import { endIn, grantInWords, grantTold, termsInWords, termsTold } from "./told";
import { writeGrants, writeRemoval, writeRevision } from "./writing";

/** What a change of a team answers with: whom it was about, and the audit event of the first of them. */
export type TeamChanged = { event: string; names: string[] };

const each = ({ names }: TeamChanged) => names.length;

/** Puts members and groups on the team of an object, all with the same role, rights and end. */
export const addToTeam = command({
  name: "teams.add",
  permission: "group-access:manage",
  input: AddToTeam,
  resource: ofObject,
  fresh: givesAdmin,
  changes: each,
  run: async (context, input) => {
    const { object, principals, terms } = await planAddition(context, input);
    await writeGrants(context.tx, context, object, principals, terms);
    const place = { before: null, after: termsInWords(terms), ...endIn(terms) };
    await tellTeam(
      context,
      object,
      principals.map((principal) => ({ principal, ...place })),
    );
    return record(context, object, principals, (about) =>
      teamEvents.roleAdded({ ...about, after: termsTold(terms), reason: input.reason }),
    );
  },
});

/** Changes role, object rights, end or review date of a direct place on a team: ends it, and begins another. */
export const reviseGrant = command({
  name: "teams.revise",
  permission: "group-access:edit",
  input: ReviseGrant,
  resource: ofObject,
  fresh: givesAdmin,
  changes: each,
  run: async (context, input) => {
    const { object, grant, terms } = await planRevision(context, input);
    await writeRevision(context.tx, context, object, grant, terms);
    const { principal } = grant;
    await tellTeam(context, object, [
      { principal, before: grantInWords(grant), after: termsInWords(terms), ...endIn(terms) },
    ]);
    const [before, after] = [grantTold(grant), termsTold(terms)];
    return record(context, object, [principal], (about) =>
      teamEvents.roleChanged({ ...about, before, after, reason: input.reason }),
    );
  },
});

/** Takes people and groups off the team of an object, where they are on it directly. */
export const removeFromTeam = command({
  name: "teams.remove",
  permission: "group-access:manage",
  input: RemoveFromTeam,
  resource: ofObject,
  changes: each,
  run: async (context, input) =>
    end(context, await planRemoval(context, input), teamEvents.roleEnded, input.reason),
});

/** Gives back one's own direct place on the team of an object. */
export const leaveTeam = command({
  name: "teams.leave",
  permission: "self",
  input: LeaveTeam,
  changes: each,
  run: async (context, input) => end(context, await planLeave(context, input), teamEvents.left, input.reason),
});

async function end(
  context: CommandContext,
  { object, grants }: RemovalPlan,
  eventOf: typeof teamEvents.roleEnded,
  reason: string | undefined,
): Promise<TeamChanged> {
  await writeRemoval(context.tx, context, grants);
  await tellTeam(
    context,
    object,
    grants.map((grant) => ({
      principal: grant.principal,
      before: grantInWords(grant),
      after: null,
      endsAt: null,
      endsWith: null,
    })),
  );
  return record(
    context,
    object,
    grants.map(({ principal }) => principal),
    (about, nth) => eventOf({ ...about, before: grantTold(grants[nth] as DirectGrant), reason }),
  );
}

/** Tells the audit log of each of them. */
async function record(
  context: CommandContext,
  object: TeamObject,
  principals: readonly Principal[],
  eventOf: (about: ReturnType<typeof aboutPlace>, nth: number) => AuditEvent,
): Promise<TeamChanged> {
  const [event = ""] = await context.auditEach(
    principals.map((principal, nth) => eventOf(aboutPlace(principal, object), nth)),
  );
  return { event, names: principals.map(({ name }) => name) };
}

/** Whose place on which object an event is about. */
function aboutPlace(principal: Principal, resource: TeamObject) {
  const { kind, id, name } = principal;
  return { target: { kind, id, label: kind === "member" ? `${name} (${principal.email})` : name }, resource };
}
