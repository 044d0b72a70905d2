import "server-only";
import type { AuditEvent } from "@/lib/doorway/audit";
import { type CommandContext, command } from "@/lib/doorway/command";
import { givesAdmin } from "@/lib/members/direct-roles";
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
    return record(context, object, input.reason, principals, () => ({
      action: "team.role-added",
      after: termsTold(terms),
    }));
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
    return record(context, object, input.reason, [principal], () => ({
      action: "team.role-changed",
      before: grantTold(grant),
      after: termsTold(terms),
    }));
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
    end(context, await planRemoval(context, input), "team.role-ended", input.reason),
});

/** Gives back one's own direct place on the team of an object. */
export const leaveTeam = command({
  name: "teams.leave",
  permission: "self",
  input: LeaveTeam,
  changes: each,
  run: async (context, input) => end(context, await planLeave(context, input), "team.left", input.reason),
});

async function end(
  context: CommandContext,
  { object, grants }: RemovalPlan,
  action: "team.role-ended" | "team.left",
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
    reason,
    grants.map(({ principal }) => principal),
    (index) => ({ action, before: grants[index] && grantTold(grants[index]) }),
  );
}

/** Tells the audit log of each of them. */
async function record(
  context: CommandContext,
  object: TeamObject,
  reason: string | undefined,
  principals: readonly Principal[],
  what: (index: number) => Pick<AuditEvent, "action" | "before" | "after">,
): Promise<TeamChanged> {
  const [event = ""] = await context.auditEach(
    principals.map((principal, index) => ({
      ...what(index),
      target: {
        kind: principal.kind,
        id: principal.id,
        label: principal.kind === "member" ? `${principal.name} (${principal.email})` : principal.name,
      },
      resource: object,
      ...(reason ? { reason } : {}),
    })),
  );
  return { event, names: principals.map(({ name }) => name) };
}
