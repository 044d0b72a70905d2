import "server-only";
import { sql } from "drizzle-orm";
import type { RoleFact } from "@/lib/access/facts";
import { type CommandContext, command } from "@/lib/doorway/command";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { endGrants, giveGrant, keepingAnAdmin } from "@/lib/grants/commands";
import { settings } from "@/lib/settings";
import { type Change, factsAfter, impactOfChange, isDirectOnWorkspace } from "./change";
import { openPeriod } from "./enrolment";
import { ChangeRole, ChangeStanding, EndGrant, EndMemberSessions } from "./input";
import { productsLeftWithout } from "./responsibilities";
import { endOfDay, memberTarget, refuseObstacle, type Target, workspaceRole } from "./target";
import { impactInWords } from "./words";

/** What a change answers with: the id of its audit event, and whom it was about. */
export type Changed = { event: string; name: string };

/** Makes a member hold one role directly on the workspace, in place of those they held directly there. */
export const makeRole = command({
  name: "members.make-role",
  permission: "general:manage-user",
  input: ChangeRole,
  fresh: givesAdmin,
  run: async (context, input) => {
    const { target, role, until } = await roleChange(context, input);
    refuseObstacle(context, target, { kind: "make", role, until: until?.at ?? null });
    return giveRole(
      context,
      target,
      { kind: "make", role, until: until?.at ?? null },
      async () => {
        await endDirectRoles(context, target);
        await grantRole(context, target, role, { ...input, endsAt: until?.iso ?? null });
      },
      input.reason,
    );
  },
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
    return giveRole(
      context,
      target,
      { kind: "add", role, until: until?.at ?? null },
      () => grantRole(context, target, role, { ...input, endsAt: until?.iso ?? null }),
      input.reason,
    );
  },
});

/** Ends one role that a member holds directly. */
export const endRole = command({
  name: "members.end-role",
  permission: "general:manage-user",
  input: EndGrant,
  run: async (context, { membershipId, grantId, reason }) => {
    const target = await memberTarget(context, membershipId);
    const change: Change = { kind: "end", grantId };
    if (!directRoles(context, target).some(({ id }) => id === grantId)) throw notFound();
    refuseObstacle(context, target, change);
    return giveRole(
      context,
      target,
      change,
      async () => {
        await endGrants(context.tx, context.workspace.id, context.actor.userId, sql`id = ${grantId}`);
      },
      reason,
    );
  },
});

/** Ends a member's access and sessions at once; keeps roles, groups and history. */
export const deactivateMember = command({
  name: "members.deactivate",
  permission: "general:manage-user",
  input: ChangeStanding,
  run: async (context, { membershipId, reason }) => {
    const { tx, workspace } = context;
    const target = await memberTarget(context, membershipId);
    if (!target.active) throw new Refusal("conflict", `${target.name} is deactivated already.`);
    refuseObstacle(context, target, { kind: "deactivate" });
    await keepingAnAdmin(tx, workspace.id, () => endActivity(context, target));
    await tellOfEnd(context, target, "deactivated");
    const event = await context.audit({
      action: "member.deactivated",
      target: subject(target),
      before: { status: "active" },
      after: { status: "deactivated" },
      ...(reason ? { reason } : {}),
    });
    return { event, name: target.name };
  },
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
    const event = await context.audit({
      action: "member.reactivated",
      target: subject(target),
      before: { status: "deactivated" },
      after: { status: "active" },
      ...(reason ? { reason } : {}),
    });
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
    const left = await productsLeftWithout(tx, workspace.id, membershipId);
    if (left.length > 0)
      throw new Refusal(
        "conflict",
        `${left.join(" ")} Assign somebody else first, or deactivate ${target.name}.`,
      );
    const before = directRoles(context, target).map(({ role }) => role.name);
    await keepingAnAdmin(tx, workspace.id, async () => {
      await endActivity(context, target);
      await endGrants(tx, workspace.id, actor.userId, sql`membership_id = ${membershipId}`);
      await tx.execute(sql`
        update group_memberships set valid_to = greatest(clock_timestamp(), valid_from)
        where workspace_id = ${workspace.id} and membership_id = ${membershipId} and (valid_to is null or valid_to > clock_timestamp())`);
      await tx.execute(sql`
        update memberships set ended_at = clock_timestamp() where workspace_id = ${workspace.id} and id = ${membershipId}`);
    });
    await tellOfEnd(context, target, "revoked");
    const event = await context.audit({
      action: "member.revoked",
      target: subject(target),
      before: { status: target.active ? "active" : "deactivated", roles: before },
      after: { status: "removed" },
      ...(reason ? { reason } : {}),
    });
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
    const event = await context.audit({
      action: "member.sessions-ended",
      target: subject(target),
      after: { sessions: ended },
    });
    return { event, name: target.name };
  },
});

async function roleChange(
  context: CommandContext,
  input: { membershipId: string; roleId: string; endsOn?: string | undefined },
) {
  const target = await memberTarget(context, input.membershipId);
  const role = await workspaceRole(context, input.roleId);
  return { target, role, until: await endOfDay(context, input.endsOn) };
}

/** Writes a change of direct roles and tells everybody concerned: person, open tabs, audit log. */
async function giveRole(
  context: CommandContext,
  target: Target,
  change: Change,
  write: () => Promise<unknown>,
  reason: string | undefined,
): Promise<Changed> {
  const { tx, workspace, actor, now } = context;
  const before = directRoles(context, target).map(({ role }) => role.name);
  const { gains, losses } = impactInWords(impactOfChange(target.facts, change, now));
  await keepingAnAdmin(tx, workspace.id, write);
  const after = directRoles(context, { facts: factsAfter(target.facts, change, now) }).map(
    ({ role }) => role.name,
  );
  await context.accessChanged([target.userId]);
  const link = `${settings().url}/w/${workspace.slug}`;
  await context.mail(target.email, {
    kind: "role-changed",
    payload: {
      name: target.name,
      workspaceName: workspace.name,
      link,
      actorName: actor.name,
      before,
      after,
      gains,
      losses,
    },
  });
  const actions = {
    make: "member.role-changed",
    add: "member.role-added",
    end: "member.role-ended",
  } as const;
  const action =
    change.kind in actions ? actions[change.kind as keyof typeof actions] : "member.role-changed";
  const event = await context.audit({
    action,
    target: subject(target),
    before: { roles: before },
    after: { roles: after },
    ...(reason ? { reason } : {}),
  });
  return { event, name: target.name };
}

function directRoles({ now, workspace }: Scope, { facts }: Pick<Target, "facts">) {
  return facts.grants.filter((grant) => isDirectOnWorkspace(grant, workspace.id, now));
}

async function endDirectRoles({ tx, workspace, actor }: CommandContext, { membershipId }: Target) {
  await endGrants(
    tx,
    workspace.id,
    actor.userId,
    sql`membership_id = ${membershipId} and resource_id = ${workspace.id}`,
  );
}

async function grantRole(
  { tx, workspace, actor }: CommandContext,
  { membershipId }: Target,
  role: RoleFact,
  { endsAt, reviewOn }: { endsAt: string | null; reviewOn?: string | undefined },
) {
  await giveGrant(tx, workspace.id, {
    principal: { membershipId },
    roleId: role.id,
    resourceId: workspace.id,
    until: endsAt,
    reviewOn: reviewOn ?? null,
    source: "direct",
    grantedBy: actor.userId,
  });
}

/** Ends the active period and the sessions, in this order of visibility: nothing works from the commit on. */
async function endActivity(context: CommandContext, target: Target) {
  const { tx, workspace } = context;
  await endSessions(context, target);
  await tx.execute(sql`
    update active_periods set valid_to = clock_timestamp()
    where workspace_id = ${workspace.id} and membership_id = ${target.membershipId} and valid_to is null`);
  await context.accessChanged([target.userId]);
}

async function endSessions({ tx }: CommandContext, { userId }: Target, sessionId?: string): Promise<number> {
  const ended = await tx.execute(sql`
    update sessions set ended_at = now() where user_id = ${userId} and ended_at is null
      ${sessionId ? sql`and id = ${sessionId}` : sql``} returning id`);
  return ended.length;
}

async function tellOfEnd(context: CommandContext, target: Target, how: "deactivated" | "revoked") {
  const { workspace, actor } = context;
  await context.mail(target.email, {
    kind: "access-ended",
    payload: {
      name: target.name,
      workspaceName: workspace.name,
      actorName: actor.name,
      what: `access to ${workspace.name}`,
      how,
      helpFrom: [actor.name],
    },
  });
}

function subject({ membershipId, name, email }: Target) {
  return { kind: "member", id: membershipId, label: `${name} (${email})` };
}

/** Handing out the Admin role is dangerous. */
async function givesAdmin({ tx, workspace }: Scope, { roleId }: { roleId: string }): Promise<boolean> {
  const [admin] = await tx.execute(
    sql`select 1 from roles where workspace_id = ${workspace.id} and id = ${roleId} and key = 'admin'`,
  );
  return admin !== undefined;
}
