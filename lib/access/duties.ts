import type { Access } from "./access";
import type { PermissionId } from "./catalogue";
import type { ResourceRef } from "./facts";
import { difference, emptySet, idsOf, type PermissionSet, union } from "./permission-set";
import { effectiveOf, type RoleContents } from "./role";

/** A grant somebody is about to make, or one that an edited role or a filled group would bring about. */
export type Offer = {
  contents: RoleContents;
  plus?: readonly PermissionId[];
  minus?: readonly PermissionId[];
  resource: ResourceRef;
};

/**
 * The ceiling: what the offers would give that the actor does not hold on that very resource; empty = they may.
 * Offers are weighed by what they are effectively worth there. What a closed application or a place off the workspace
 * leaves without effect is not counted: to open it later takes an edit of the role or another grant, and each of those
 * is an offer that meets this ceiling itself.
 */
export function beyondCeiling(actor: Access, offered: readonly Offer[]): PermissionId[] {
  const beyond = offered.map(({ contents, plus = [], minus = [], resource }) => {
    const worth = effectiveOf(contents, { plus, minus }, resource.kind === "workspace");
    return difference(worth, actor.permissionsOn(resource));
  });
  return idsOf(beyond.reduce<PermissionSet>(union, emptySet()));
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
export function isOwnAccess(actorUserId: string, targetUserId: string): boolean {
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
