import "server-only";
import { sql } from "drizzle-orm";
import { command } from "@/lib/doorway/command";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import { endGrants, keepingAnAdmin } from "@/lib/grants/commands";
import { keepingResponsible } from "@/lib/grants/safeguards";
import { changeEach, makingAsked, theOne } from "./bulk-changes";
import { type Changed, changeRoles, directRoles, givesAdmin, grantRole, roleChange } from "./direct-roles";
import { endActivity, endMembership, endSessions, tellOfEnd } from "./endings";
import { openPeriod } from "./enrolment";
import { memberEvents } from "./events";
import { ChangeRole, ChangeStanding, EndGrant, EndMemberSessions } from "./input";
import { memberTarget, refuseObstacle, subjectOf } from "./target";

/** Makes a member hold one role directly on the workspace, in place of those they held directly there. */
export const makeRole = command({
  name: "members.make-role",
  permission: "general:manage-user",
  input: ChangeRole,
  fresh: givesAdmin,
  run: async (context, { membershipId, reason, ...asked }) =>
    theOne(await changeEach(context, [membershipId], await makingAsked(context, asked), reason)),
});

/** Gives a member one more role directly on the workspace. */
export const addRole = command({
  name: "members.add-role",
  permission: "general:manage-user",
  input: ChangeRole,
  fresh: givesAdmin,
  run: async (context, input) => {
    const { target, role, until } = await roleChange(context, input);
    refuseObstacle(context, target, { kind: "add", role, until: until?.at ?? null });
    const held = directRoles(context, target).some(
      (grant) => grant.role.id === role.id && grant.validity.to === null,
    );
    if (held) throw new Refusal("conflict", `${target.name} holds ${role.name} directly already.`);
    const [changed] = await changeRoles(
      context,
      [target],
      { kind: "add", role, until: until?.at ?? null },
      () => grantRole(context, target, role, { ...input, endsAt: until?.iso ?? null }),
      input.reason,
    );
    return changed as Changed;
  },
});

/** Ends one role that a member holds directly. */
export const endRole = command({
  name: "members.end-role",
  permission: "general:manage-user",
  input: EndGrant,
  run: async (context, { membershipId, grantId, reason }) => {
    const target = await memberTarget(context, membershipId);
    const change = { kind: "end", grantId } as const;
    if (!directRoles(context, target).some(({ id }) => id === grantId)) throw notFound();
    refuseObstacle(context, target, change);
    const [changed] = await changeRoles(
      context,
      [target],
      change,
      () => endGrants(context.tx, context.workspace.id, context.actor.userId, sql`id = ${grantId}`),
      reason,
    );
    return changed as Changed;
  },
});

/** Ends a member's access and sessions at once; keeps roles, groups and history. */
export const deactivateMember = command({
  name: "members.deactivate",
  permission: "general:manage-user",
  input: ChangeStanding,
  run: async (context, { membershipId, reason }) =>
    theOne(await changeEach(context, [membershipId], { kind: "deactivate" }, reason)),
});

/** Gives a deactivated member back what has not expired meanwhile. */
export const reactivateMember = command({
  name: "members.reactivate",
  permission: "general:manage-user",
  input: ChangeStanding,
  run: async (context, { membershipId, reason }) => {
    const target = await memberTarget(context, membershipId);
    if (target.active) throw new Refusal("conflict", `${target.name} is active already.`);
    refuseObstacle(context, target, { kind: "reactivate" });
    await openPeriod(context.tx, context.workspace.id, membershipId);
    await context.accessChanged([target.userId]);
    const event = await context.audit(
      memberEvents.reactivated({
        target: subjectOf(target),
        before: { status: "deactivated" },
        after: { status: "active" },
        reason,
      }),
    );
    return { event, name: target.name };
  },
});

/** Ends a membership for good with all its grants and places in groups; refused where somebody must take over first. */
export const revokeAccess = command({
  name: "members.revoke",
  permission: "general:manage-user",
  input: ChangeStanding,
  run: async (context, { membershipId, reason }) => {
    const { tx, workspace, actor } = context;
    const target = await memberTarget(context, membershipId);
    refuseObstacle(context, target, { kind: "revoke" });
    const before = directRoles(context, target).map(({ role }) => role.name);
    await keepingAnAdmin(tx, workspace.id, () =>
      keepingResponsible(
        tx,
        workspace.id,
        async () => {
          await endActivity(context, [target]);
          await endMembership(tx, workspace.id, membershipId, actor.userId);
        },
        `Assign somebody else first, or deactivate ${target.name}.`,
      ),
    );
    await tellOfEnd(context, [target], "revoked");
    const event = await context.audit(
      memberEvents.revoked({
        target: subjectOf(target),
        before: { status: target.active ? "active" : "deactivated", roles: before },
        after: { status: "removed" },
        reason,
      }),
    );
    return { event, name: target.name };
  },
});

/** Signs a member out: of one session, or of all. */
export const endMemberSessions = command({
  name: "members.end-sessions",
  permission: "general:manage-user",
  input: EndMemberSessions,
  run: async (context, { membershipId, sessionId }) => {
    const target = await memberTarget(context, membershipId);
    refuseObstacle(context, target, { kind: "deactivate" });
    const ended = await endSessions(context, target, sessionId);
    if (sessionId && ended === 0) throw notFound();
    await context.accessChanged([target.userId]);
    const event = await context.audit(
      memberEvents.sessionsEnded({
        target: subjectOf(target),
        after: { sessions: ended },
      }),
    );
    return { event, name: target.name };
  },
});
