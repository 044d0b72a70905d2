import type { Access } from "./access";
import { type PermissionId, permissions } from "./catalogue";
import type { ResourceRef } from "./facts";
import { difference, emptySet, has, idsOf, type PermissionSet, union } from "./permission-set";
import { effectiveOf, type RoleContents } from "./role";

/** A grant somebody is about to make, or one that an edited role or a filled group would bring about. */
export type Offer = {
  contents: RoleContents;
  plus?: readonly PermissionId[];
  minus?: readonly PermissionId[];
  /** What the grant gives already that it takes the place of: that is not given anew. */
  already?: PermissionSet;
  resource: ResourceRef;
};

/**
 * The ceiling: what the offers would give that the actor does not hold on that very resource; empty = they may.
 * Offers are weighed by what they are effectively worth there. What a closed application or a place off the workspace
 * leaves without effect is not counted: to open it later takes an edit of the role or another grant, and each of those
 * is an offer that meets this ceiling itself.
 */
export function beyondCeiling(actor: Access, offered: readonly Offer[]): PermissionId[] {
  const beyond = offered.map(({ contents, plus = [], minus = [], already, resource }) => {
    const worth = effectiveOf(contents, { plus, minus }, resource.kind === "workspace");
    const given = already ? difference(worth, already) : worth;
    return difference(given, actor.permissionsOn(resource));
  });
  return idsOf(beyond.reduce<PermissionSet>(union, emptySet()));
}

/**
 * The ceiling over a role itself, both ways: what a revision adds to the role's worth or takes from it, and the actor
 * does not hold on the workspace; empty = they may. Null contents: the role is new, or is deleted.
 */
export function beyondRevision(
  actor: Access,
  workspace: ResourceRef,
  before: RoleContents | null,
  after: RoleContents | null,
): PermissionId[] {
  const [was, is] = [worthOf(before), worthOf(after)];
  const changed = union(difference(is, was), difference(was, is));
  return idsOf(difference(changed, actor.permissionsOn(workspace)));
}

/** Whether a revision gives anything to those who hold the role: its worth on the workspace grows. */
export function addsToRole(before: RoleContents, after: RoleContents): boolean {
  return idsOf(difference(worthOf(after), worthOf(before))).length > 0;
}

/** On the workspace a role is worth at least what it is worth anywhere else. */
function worthOf(contents: RoleContents | null): PermissionSet {
  return contents ? effectiveOf(contents, undefined, true) : emptySet();
}

/**
 * What the target holds beyond the actor on any of these resources, which should be the workspace and all on which the
 * target has grants; empty = the actor may demote, deactivate or remove them. A target who is not active holds nothing:
 * weigh what a reactivation gives back with `beyondCeiling`.
 */
export function holdsMore(
  target: Access,
  targetGrantResources: readonly ResourceRef[],
  actor: Access,
): PermissionId[] {
  const beyond = targetGrantResources.map((resource) =>
    difference(target.permissionsOn(resource), actor.permissionsOn(resource)),
  );
  return idsOf(beyond.reduce<PermissionSet>(union, emptySet()));
}

/** Whether somebody would change, decide or review their own access: refused, but for giving it back. */
export function isOwnAccess(actorUserId: string | null, targetUserId: string): boolean {
  return actorUserId === targetUserId;
}

/**
 * Whether a workspace would be left without an Admin when these memberships no longer count. Only active members with
 * a direct, open-ended Admin grant on the workspace count, whose membership ids the caller gives, read under the
 * workspace's lock.
 */
export function leavesNoAdmin(
  directOpenAdminMembershipIds: readonly string[],
  withoutMembershipIds: readonly string[],
): boolean {
  return directOpenAdminMembershipIds.every((id) => withoutMembershipIds.includes(id));
}

/** The powers whose giving needs a fresh proof, on the workspace and counted after dependencies and bridges. */
const powers: readonly PermissionId[] = [
  "general:manage-user",
  "general:manage-role",
  "general:manage-api-key",
  "governance:manage-rule",
  "governance:approve-access",
  "governance:manage-masking",
  "data-space:personal-info",
  "data-space:export",
];

/**
 * Whether an offer gives one of the powers over the whole workspace, or full Admin anywhere: told by what it is worth,
 * not by its name.
 */
export function givesPower({ contents, plus = [], minus = [], resource }: Offer): boolean {
  if (resource.kind !== "workspace") return isFullAdmin(contents);
  const worth = effectiveOf(contents, { plus, minus }, true);
  return powers.some((power) => has(worth, power));
}

/** Whether contents are worth as much on the workspace as the role Admin. */
export function isFullAdmin(contents: RoleContents): boolean {
  const worth = effectiveOf(contents, undefined, true);
  return permissions.every(({ id, scope }) => scope === "account" || has(worth, id));
}
