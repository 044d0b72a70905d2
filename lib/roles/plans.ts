import "server-only";
import type { Level } from "@/lib/access/catalogue";
import { addsToRole, beyondCeiling, beyondRevision } from "@/lib/access/duties";
import { lastingGrants } from "@/lib/access/facts";
import { difference, idsOf, type PermissionSet, union } from "@/lib/access/permission-set";
import { permissionsInWords } from "@/lib/access/permission-words";
import { type Adjustments, effectiveOf, profileOf, type RoleContents } from "@/lib/access/role";
import { lasting } from "@/lib/access/term";
import type { Plan, Row } from "@/lib/changes/plan";
import { GuardRefusal, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { pendingInvitations } from "@/lib/grants/invited";
import { grantsOfRole } from "@/lib/grants/replacement";
import { carryOutDeletion, replacementFor } from "./deletion";
import { roleEvents } from "./events";
import { holdsRoleNow } from "./holders";
import { type RoleRecord, writeRevision } from "./record";
import { refuseSeeded, refuseTakenName, sameContents } from "./rules";

/** What a role is to say of itself; a preview asks before it has a name. */
export type Wanted = { name?: string; description?: string; contents: RoleContents };

/** Changes what a role is called and holds, for all who hold it, at once. `restored`: the revision it goes back to. */
export async function planRevision(
  scope: Scope,
  role: RoleRecord,
  wanted: Wanted,
  restored?: number,
): Promise<Plan> {
  const { contents, name = role.name, description = role.description } = wanted;
  const next = { name, description, contents };
  refuseSeeded(role);
  if (wanted.name !== undefined) {
    refuseNothing(role, next);
    await refuseTakenName(scope, name, role.id);
  }
  return {
    ...rolePlan(scope, { ...role, name }, [{ contents, already: worthOf(role.contents) }]),
    refusal:
      beyondRefusal(
        beyondRevision(scope.access, scope.root, role.contents, contents),
        "This adds or takes more than you hold yourself",
      ) ??
      renameRefusal(scope, role, next) ??
      ownGain(scope, role, contents),
    writes: () => [
      {
        run: (tx, { workspaceId, userId }) =>
          writeRevision(tx, workspaceId, role.id, { ...next, authorId: userId }),
      },
    ],
    event: (_, { reason }) =>
      roleEvents.revised({
        target: { kind: "role", id: role.id, label: name },
        reason,
        before: differing(role, next),
        after: { ...differing(next, role), ...(restored ? { restored } : {}) },
      }),
  };
}

/** Deletes a role; what was given through it ends, or turns into grants of another role. */
export async function planDeletion(
  scope: Scope,
  role: RoleRecord,
  replacementId: string | null,
): Promise<Plan> {
  refuseSeeded(role);
  const replacement = await replacementFor(scope, role, replacementId);
  const { grants, adjustments } = await grantsOfRole(scope.tx, scope.workspace.id, role.id);
  const invitations = await pendingInvitations(scope, { roleId: role.id });
  const { name, description, contents } = role;
  const after = replacement?.contents ?? null;
  return {
    ...rolePlan(scope, role, after ? [{ contents: after, already: worthOf(contents) }] : []),
    refusal:
      beyondRefusal(
        beyondReplacement(scope, contents, after, adjustments),
        "This takes or gives more than you hold yourself",
      ) ?? ownGain(scope, role, after),
    writes: () => [
      {
        run: (tx, { workspaceId, userId }) =>
          carryOutDeletion(tx, workspaceId, { roleId: role.id, replacementId, actorId: userId }),
      },
    ],
    event: (_, { reason }) =>
      roleEvents.deleted({
        target: { kind: "role", id: role.id, label: name },
        reason,
        before: { name, description, grants, invitations, ...contents },
        after: { replacement: replacement?.name ?? null },
      }),
  };
}

type Given = { contents: RoleContents; already: PermissionSet };

/** What stays of a plan whatever is done with the role. What its contents add has no end. */
function rolePlan(
  scope: Scope,
  role: RoleRecord,
  given: readonly Given[],
): Omit<Plan, "writes" | "event" | "refusal"> {
  const { root, workspace } = scope;
  const adds = given.filter(
    ({ contents, already }) => idsOf(difference(worthOf(contents), already)).length > 0,
  );
  const row: Row = {
    subject: { kind: "role", id: role.id, name: role.name, email: null },
    gives: adds.map((offer) => ({ ...offer, resource: root, term: lasting })),
  };
  return {
    rows: [row],
    authority: { permission: "general:manage-role", resource: root },
    concerned: () => holdsRoleNow(workspace.id, role.id),
    field: "draft",
    letters: () => [],
  };
}

/** Null where the actor holds all of it. */
export function beyondRefusal(
  beyond: Parameters<typeof permissionsInWords>[0],
  what: string,
): Refusal | null {
  if (beyond.length === 0) return null;
  const named = permissionsInWords(beyond);
  return new GuardRefusal(`${what}: ${named}. Choose less, or ask an Admin.`, {
    fields: { draft: `Beyond what you hold: ${named}.` },
  });
}

/** A name tells others what a role is worth: nobody renames or describes one that is worth more than they hold. */
function renameRefusal({ access, root }: Scope, role: RoleRecord, next: Said): Refusal | null {
  if (role.name === next.name && role.description === next.description) return null;
  const beyond = beyondCeiling(access, [{ contents: role.contents, resource: root }]);
  return beyondRefusal(beyond, `${role.name} holds more than you do`);
}

/**
 * What grants of a role that end, or turn into grants of another one, are worth beyond the actor on the workspace, in any
 * way in which those grants adjust their role.
 */
function beyondReplacement(
  { access, root }: Scope,
  before: RoleContents,
  after: RoleContents | null,
  adjustments: readonly Adjustments[],
) {
  const worth = [{ plus: [], minus: [] }, ...adjustments].flatMap((adjust) =>
    [before, ...(after ? [after] : [])].map((contents) => effectiveOf(contents, adjust, true)),
  );
  return idsOf(difference(worth.reduce(union), access.permissionsOn(root)));
}

/** Whoever holds the role, now or later, adds nothing to it: that is their own access. */
function ownGain(
  { access, facts, now }: Scope,
  role: RoleRecord,
  after: RoleContents | null,
): Refusal | null {
  if (!after || access.administrator || !addsToRole(role.contents, after)) return null;
  if (!lastingGrants(facts, now).some((grant) => grant.role.id === role.id)) return null;
  return new GuardRefusal(
    `You hold ${role.name} yourself, and nobody changes their own access. Ask another Admin to add to it.`,
  );
}

type Said = { name: string; description: string; contents: RoleContents };

function refuseNothing(role: Said, next: Said): void {
  if (Object.keys(differing(role, next)).length === 0)
    throw new Refusal("invalid", "Nothing differs from the role as it is. Change something first.");
}

/** What one says otherwise than the other. */
function differing(one: Said, other: Said): Record<string, unknown> {
  return {
    ...(one.name === other.name ? {} : { name: one.name }),
    ...(one.description === other.description ? {} : { description: one.description }),
    ...(sameContents(one.contents, other.contents) ? {} : one.contents),
  };
}

function worthOf(contents: RoleContents): PermissionSet {
  return effectiveOf(contents, undefined, true);
}

/** Ten levels of a role itself on the workspace. */
export function levelsOf(contents: RoleContents): Level[] {
  return profileOf(worthOf(contents));
}
