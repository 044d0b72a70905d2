import { type Access, accessAt } from "./access";
import { type Level, type PermissionId, permissionOf } from "./catalogue";
import type { Facts, ResourceKind, ResourceRef, RoleFact } from "./facts";
import { holdsAt, type Instant } from "./instant";
import { candidatesOf, type Obstacle, obstaclesByRank } from "./obstacle";
import type { Path } from "./path";
import { has, idsOf, levelIn, type PermissionSet } from "./permission-set";
import { effectiveOf } from "./role";

/**
 * Why not. Where several apply, the first in this order: what concerns the question, then the person, then grants in
 * force that something hinders, then those out of their time, of which a coming one is named before a past one.
 */
export type Reason =
  | "unknown_subject"
  | "unknown_resource"
  | "inactive"
  | "application_closed"
  | "workspace_only"
  | "not_yet"
  | "ended"
  | "no_grant";

/** A path without effect, and the one thing that keeps it so. */
export type NearPath = Path & { obstacle: Obstacle };

/** `level`: on the ladder of the permission's feature; null for a fine permission and where nothing is known. */
export type Decision =
  | { allow: true; level: Level | null; proof: Path[] }
  | { allow: false; level: Level | null; reason: Reason; near: NearPath[] };

/** `resource` null: there is none by that id in the workspace. */
export type Question = { permission: PermissionId; resource: ResourceRef | null; at: Instant };

/** Allow with every path that contributes, or deny with the reason and the paths that only one thing hinders. */
export function decide(facts: Facts, question: Question): Decision {
  return decideWith(accessAt(facts, question.at), facts, question);
}

/** `decide` for many questions about one instant; `access` must be `accessAt(facts, question.at)`. */
export function decideWith(access: Access, facts: Facts, question: Question): Decision {
  const { permission, resource, at } = question;
  if (facts.subject === null) return { allow: false, level: null, reason: "unknown_subject", near: [] };
  if (resource === null || resource.path[0] !== facts.workspace.id) {
    return { allow: false, level: null, reason: "unknown_resource", near: [] };
  }
  const { feature } = permissionOf(permission);
  const level = feature && access.levelOf(feature, resource);
  const candidates = candidatesOf(facts, permission, resource.path, at);
  const open = candidates.flatMap(({ path, obstacle }) => (obstacle === null ? [path] : []));

  if (access.can(permission, resource)) {
    const counts = ({ grantId }: Path) => (grantId === null ? access.administrator : access.active);
    return { allow: true, level, proof: open.filter(counts) };
  }
  if (!access.active) {
    return {
      allow: false,
      level,
      reason: "inactive",
      near: open.map((path) => ({ ...path, obstacle: "inactive" })),
    };
  }
  const near = candidates.flatMap(({ path, obstacle }) => (obstacle ? [{ ...path, obstacle }] : []));
  return { allow: false, level, reason: reasonOf(near), near };
}

function reasonOf(near: readonly NearPath[]): Reason {
  const first = obstaclesByRank.find(
    (rank) => rank && rank !== "taken_away" && near.some(({ obstacle }) => obstacle === rank),
  );
  return (first as Exclude<Obstacle, "taken_away"> | undefined) ?? "no_grant";
}

/**
 * The smallest single grant that would allow what was asked, to a person who is active: on the resource itself if any
 * role gives it there, else on the workspace; of those roles the one with the fewest permissions there, then by name.
 * Null when no role can (`account:administer`) or the resource is unknown. `also`: what it has to give besides.
 */
export function smallestGrant(
  { permission, also = [], resource, at }: Question & { also?: readonly PermissionId[] },
  roles: readonly RoleFact[],
  workspace: ResourceRef,
): { role: RoleFact; resource: ResourceRef } | null {
  for (const place of resource ? [resource, workspace] : []) {
    const fitting = roles
      .flatMap((role) => {
        const revision = role.revisions.find((one) => holdsAt(one, at));
        const set = revision && effectiveOf(revision.contents, undefined, place.id === workspace.id);
        const gives = set && [permission, ...also].every((id) => has(set, id));
        return gives ? [{ role, size: idsOf(set).length }] : [];
      })
      .sort((a, b) => a.size - b.size || (a.role.name < b.role.name ? -1 : 1));
    if (fitting[0]) return { role: fitting[0].role, resource: place };
  }
  return null;
}

const onProduct: readonly (readonly [Level, readonly PermissionId[]])[] = [
  [4, ["governance:assign-role"]],
  [3, ["governance:edit-product"]],
  [1, ["governance:view-catalog", "data-space:view-data"]],
];
const onTable: typeof onProduct = [
  [4, ["data-space:manage-table"]],
  [3, ["data-space:import", "data-space:change-contact"]],
  [1, ["data-space:view-data"]],
];
const onObject: typeof onProduct = [
  [4, ["marketing-object:manage"]],
  [3, ["marketing-object:edit"]],
  [1, ["marketing-object:view"]],
];

/**
 * The one level that matrix, badges and requests show for a resource of that kind, from the effective permissions
 * there. Only the workspace, shown by its feature's ladder, knows Operator.
 */
export function resourceLevel(set: PermissionSet, kind: ResourceKind): Level {
  if (kind === "workspace") return levelIn(set, "workspace");
  const steps = kind === "data-product" ? onProduct : kind === "data-table" ? onTable : onObject;
  return steps.find(([, ids]) => ids.some((id) => has(set, id)))?.[0] ?? 0;
}
