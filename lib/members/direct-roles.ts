import "server-only";
import { sql } from "drizzle-orm";
import type { RoleFact } from "@/lib/access/facts";
import { impactInWords } from "@/lib/access/impact-words";
import type { CommandContext } from "@/lib/doorway/command";
import type { Scope } from "@/lib/doorway/scope";
import { endGrants, giveGrant, keepingAnAdmin } from "@/lib/grants/commands";
import { settings } from "@/lib/settings";
import { type Change, factsAfter, impactOfChange, isDirectOnWorkspace } from "./change";
import { endOfDay, memberTarget, subjectOf, type Target, workspaceRole } from "./target";

/** What a change answers with: the id of its audit event, and whom it was about. */
export type Changed = { event: string; name: string };

type RoleChange = Extract<Change, { kind: "make" | "add" | "end" }>;

const actions = { make: "member.role-changed", add: "member.role-added", end: "member.role-ended" } as const;

/** The member, the role and the end that a form named, checked. */
export async function roleChange(
  context: CommandContext,
  input: { membershipId: string; roleId: string; endsOn?: string | undefined },
) {
  const target = await memberTarget(context, input.membershipId);
  const role = await workspaceRole(context, input.roleId);
  return { target, role, until: await endOfDay(context, input.endsOn) };
}

/** Writes a change of direct roles and tells everybody concerned: person, open tabs, audit log. */
export async function changeRoles(
  context: CommandContext,
  target: Target,
  change: RoleChange,
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
  const event = await context.audit({
    action: actions[change.kind],
    target: subjectOf(target),
    before: { roles: before },
    after: { roles: after },
    ...(reason ? { reason } : {}),
  });
  return { event, name: target.name };
}

/** The grants a member holds directly on the workspace, now or later. */
export function directRoles({ now, workspace }: Scope, { facts }: Pick<Target, "facts">) {
  return facts.grants.filter((grant) => isDirectOnWorkspace(grant, workspace.id, now));
}

export async function endDirectRoles({ tx, workspace, actor }: CommandContext, { membershipId }: Target) {
  await endGrants(
    tx,
    workspace.id,
    actor.userId,
    sql`membership_id = ${membershipId} and resource_id = ${workspace.id}`,
  );
}

export async function grantRole(
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

/** Handing out the Admin role is dangerous. */
export async function givesAdmin({ tx, workspace }: Scope, { roleId }: { roleId: string }): Promise<boolean> {
  const [admin] = await tx.execute(
    sql`select 1 from roles where workspace_id = ${workspace.id} and id = ${roleId} and key = 'admin'`,
  );
  return admin !== undefined;
}
