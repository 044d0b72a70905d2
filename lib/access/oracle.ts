import {
  type ApplicationId,
  adjustable,
  bridges,
  dependencies,
  features,
  type PermissionId,
  permissions,
} from "./catalogue";
import type { Facts, GrantFact, ResourceRef, RoleFact } from "./facts";
import type { Instant, Validity } from "./instant";
import type { RoleContents } from "./role";

/**
 * The naive oracle of the tests: one permission at a time, by recursion on names, as the model is told in words. It
 * shares the catalogue's data with the product and nothing else.
 */
export function oracleHolds(
  facts: Facts,
  permission: PermissionId,
  resource: ResourceRef,
  at: Instant,
): boolean {
  if (facts.subject === null || facts.subject.disabled) return false;
  if (!resource.path.includes(facts.workspace.id)) return false;
  if (facts.administers.some((time) => during(time, at))) return true;
  if (!facts.active.some((time) => during(time, at))) return false;
  return holdsFrom(facts, permission, [...resource.path], at);
}

/** All permissions the oracle sees somebody hold on a resource. */
export function oracleSet(facts: Facts, resource: ResourceRef, at: Instant): Set<PermissionId> {
  return new Set(permissions.map(({ id }) => id).filter((id) => oracleHolds(facts, id, resource, at)));
}

/** What one grant of these contents is worth, to hold ceilings and smallest grants against. */
export function oracleGives(
  contents: RoleContents,
  adjust: { plus: readonly PermissionId[]; minus: readonly PermissionId[] },
  onWorkspace: boolean,
  permission: PermissionId,
): boolean {
  const counts = (id: PermissionId) =>
    isHeld(contents, adjust, onWorkspace, id) && isOpen(id, contents.applications);
  return counts(permission) || [...bridges].some(([from, to]) => to.includes(permission) && counts(from));
}

/** Whether somebody who has `from` must have `to`, because it is the same or required, at whatever remove. */
export function oracleRequires(from: PermissionId, to: PermissionId): boolean {
  return from === to || (dependencies.get(from) ?? []).some((next) => oracleRequires(next, to));
}

export function oracleContents(role: RoleFact, at: Instant): RoleContents | undefined {
  return role.revisions.filter((revision) => during(revision, at))[0]?.contents;
}

function during(time: Validity, at: Instant): boolean {
  const begun = time.from <= at;
  const over = time.to !== null && time.to <= at;
  return begun && !over;
}

function holdsFrom(facts: Facts, permission: PermissionId, path: string[], at: Instant): boolean {
  const here = path.pop();
  if (here === undefined) return false;
  const some = facts.grants.some((grant) => {
    const contents = oracleContents(grant.role, at);
    return (
      grant.resource.id === here &&
      reaches(facts, grant, at) &&
      contents !== undefined &&
      oracleGives(contents, grant, here === facts.workspace.id, permission)
    );
  });
  return some || holdsFrom(facts, permission, path, at);
}

function reaches(facts: Facts, grant: GrantFact, at: Instant): boolean {
  if (!during(grant.validity, at)) return false;
  if (grant.groupId === null) return true;
  return facts.groups.some((group) => group.id === grant.groupId && during(group.validity, at));
}

/** Of the contents what counts there, and only then what this grant adds and takes. */
function isHeld(
  contents: RoleContents,
  { plus, minus }: { plus: readonly PermissionId[]; minus: readonly PermissionId[] },
  onWorkspace: boolean,
  id: PermissionId,
): boolean {
  const counts = contents.permissions.includes(id) && isInScope(id, onWorkspace);
  const added = plus.some((one) => adjustable.includes(one) && oracleRequires(one, id));
  const removed = minus.some((one) => adjustable.includes(one) && oracleRequires(id, one));
  return (counts || added) && !removed;
}

function isOpen(id: PermissionId, open: readonly ApplicationId[]): boolean {
  const feature = features.find((one) => id.split(":")[0] === one.id);
  if (!feature || feature.applications.length === 0) return true;
  return feature.applications.some((application) => open.includes(application));
}

function isInScope(id: PermissionId, onWorkspace: boolean): boolean {
  const scope = permissions.find((one) => one.id === id)?.scope;
  return scope === "R" || (scope === "W" && onWorkspace);
}
