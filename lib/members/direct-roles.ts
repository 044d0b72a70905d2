import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import type { RoleFact } from "@/lib/access/facts";
import { impactInWords } from "@/lib/access/impact-words";
import type { CommandContext } from "@/lib/doorway/command";
import type { Scope } from "@/lib/doorway/scope";
import { endOfDay, workspaceRole } from "@/lib/grants/asked";
import { endGrants, giveGrant, giveGrantToEach, keepingAnAdmin } from "@/lib/grants/commands";
import { settings } from "@/lib/settings";
import { type Change, factsAfter, impactOfChange, isDirectOnWorkspace } from "./change";
import { memberEvents } from "./events";
import { memberTarget, subjectOf, type Target } from "./target";

/** What a change answers with: the id of its audit event, and whom it was about. */
export type Changed = { event: string; name: string };

type RoleChange = Extract<Change, { kind: "make" | "add" | "end" }>;

const eventOf = { make: memberEvents.roleChanged, add: memberEvents.roleAdded, end: memberEvents.roleEnded };

/** The member, the role and the end that a form named, checked. */
export async function roleChange(
  context: CommandContext,
  input: { membershipId: string; roleId: string; endsOn?: string | undefined },
) {
  const target = await memberTarget(context, input.membershipId);
  const role = await workspaceRole(context, input.roleId);
  return { target, role, until: await endOfDay(context, input.endsOn) };
}

/**
 * Writes a change of direct roles of one or of many and tells everybody concerned: each person, open tabs, and the
 * audit log, of each person. Answers in the order of the targets.
 */
export async function changeRoles(
  context: CommandContext,
  targets: readonly Target[],
  change: RoleChange,
  write: () => Promise<unknown>,
  reason: string | undefined,
): Promise<Changed[]> {
  const { tx, workspace, actor, now } = context;
  const changes = targets.map((target) => ({
    target,
    before: namesOf(directRoles(context, target)),
    after: namesOf(directRoles(context, { facts: factsAfter(target.facts, change, now) })),
    ...impactInWords(impactOfChange(target.facts, change, now)),
  }));
  await keepingAnAdmin(tx, workspace.id, write);
  await context.accessChanged(targets.map(({ userId }) => userId));
  const link = `${settings().url}/w/${workspace.slug}`;
  await context.mailEach(
    changes.map(({ target: { name, email }, ...change }) => ({
      recipient: email,
      mail: {
        kind: "role-changed" as const,
        payload: { name, workspaceName: workspace.name, link, actorName: actor.name, ...change },
      },
    })),
  );
  const events = await context.auditEach(
    changes.map(({ target, before, after }) =>
      eventOf[change.kind]({
        target: subjectOf(target),
        before: { roles: before },
        after: { roles: after },
        reason,
      }),
    ),
  );
  return targets.map(({ name }, nth) => ({ event: events[nth] ?? "", name }));
}

function namesOf(grants: readonly { role: { name: string } }[]): string[] {
  return grants.map(({ role }) => role.name);
}

/** The grants a member holds directly on the workspace, now or later. */
export function directRoles({ now, workspace }: Scope, { facts }: Pick<Target, "facts">) {
  return facts.grants.filter((grant) => isDirectOnWorkspace(grant, workspace.id, now));
}

/** Writes what "Make" is: the direct roles of members on the workspace end, and each gets this one. */
export async function writeRoleInstead(
  tx: Transaction,
  workspaceId: string,
  membershipIds: readonly string[],
  role: { roleId: string; until: string | null; reviewOn?: string | undefined },
  grantedBy: string,
) {
  await endGrants(
    tx,
    workspaceId,
    grantedBy,
    sql`membership_id = any(${uuids(membershipIds)}) and resource_id = ${workspaceId}`,
  );
  await giveGrantToEach(tx, workspaceId, membershipIds, {
    ...role,
    reviewOn: role.reviewOn ?? null,
    resourceId: workspaceId,
    source: "direct",
    grantedBy,
  });
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
