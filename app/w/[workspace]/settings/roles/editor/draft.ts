import {
  type ApplicationId,
  type FeatureId,
  type Level,
  type PermissionId,
  permissionOf,
  permissions,
  rungs,
} from "@/lib/access/catalogue";
import { requiredWith, requiring } from "@/lib/access/closure";
import { has, idsOf, levelIn, type PermissionSet, setOf } from "@/lib/access/permission-set";
import { addedByDependencies, fallingWith, type RoleContents } from "@/lib/access/role";

/** A role while it is written: what was chosen, without what comes along. */
export type RoleDraft = {
  name: string;
  description: string;
  applications: readonly ApplicationId[];
  chosen: readonly PermissionId[];
};

/** What comes of a step in the form: done at once, or asked first. */
export type Step =
  | { kind: "done"; draft: RoleDraft; cause: PermissionId | null; brought: PermissionId[] }
  /** A prerequisite would go, and `falls` with it. */
  | { kind: "falls"; removed: PermissionId; falls: PermissionId[]; after: RoleDraft }
  /** What the role held before because of `cause` has no cause any more. */
  | { kind: "left"; cause: PermissionId; left: PermissionId[]; keep: RoleDraft; take: RoleDraft };

/** A role as it is saved, as a draft: chosen is what nothing else in it requires. */
export function draftOf(role: { name: string; description: string; contents: RoleContents }): RoleDraft {
  const { name, description, contents } = role;
  return { name, description, applications: contents.applications, chosen: topmost(contents.permissions) };
}

/** Those that none of the others requires. */
export function topmost(ids: readonly PermissionId[]): PermissionId[] {
  const held = setOf(ids);
  return ids.filter((id) => !requiring(id).some((other) => has(held, other)));
}

/** Everything that the chosen permissions hold together. */
export function closureOf(chosen: readonly PermissionId[]): PermissionSet {
  return setOf(chosen.flatMap((id) => [...requiredWith(id)]));
}

/** What came along, each with the chosen permission that brought it. */
export function broughtBy({ chosen }: RoleDraft): ReadonlyMap<PermissionId, PermissionId> {
  return new Map(addedByDependencies(chosen).map(({ id, requiredBy }) => [id, requiredBy]));
}

export type Floor = { level: Level; by: PermissionId | null };

/** The level of a feature that permissions outside its ladder hold, and one of those that hold it. */
export function floorOf({ chosen }: RoleDraft, feature: FeatureId): Floor {
  const others = chosen.filter((id) => permissionOf(id).feature !== feature);
  const level = levelIn(closureOf(others), feature);
  if (level === 0) return { level, by: null };
  const rung = rungOf(feature, level);
  return { level, by: others.find((id) => requiredWith(id).has(rung)) ?? null };
}

/** The permission of a level above No access. */
export function rungOf(feature: FeatureId, level: number): PermissionId {
  return `${feature}:${rungs[(level - 1) as 0 | 1 | 2 | 3]}`;
}

/** Sets the level of a feature. `saved`: what the role holds as it is stored. */
export function setLevel(draft: RoleDraft, saved: PermissionSet, feature: FeatureId, level: Level): Step {
  const floor = floorOf(draft, feature);
  if (level < floor.level) return taking(draft, rungOf(feature, level + 1));
  const before = levelIn(closureOf(draft.chosen), feature);
  const others = draft.chosen.filter((id) => permissionOf(id).feature !== feature);
  const chosen = level > floor.level ? [...others, rungOf(feature, level)] : others;
  return settled(draft, saved, chosen, rungOf(feature, Math.max(level, before, 1)));
}

/** Switches a single permission on or off. */
export function toggle(draft: RoleDraft, saved: PermissionSet, id: PermissionId): Step {
  if (!has(closureOf(draft.chosen), id)) return settled(draft, saved, [...draft.chosen, id], id);
  const others = draft.chosen.filter((one) => one !== id);
  if (has(closureOf(others), id)) return taking(draft, id);
  return settled(draft, saved, others, id);
}

/** Takes a prerequisite away, with all that requires it. */
function taking(draft: RoleDraft, removed: PermissionId): Step {
  const held = idsOf(closureOf(draft.chosen));
  const falls = fallingWith(held, removed);
  const rest = held.filter((id) => id !== removed && !falls.includes(id));
  const kept = draft.chosen.filter((id) => rest.includes(id));
  const chosen = [...new Set([...kept, ...topmost(rest)])];
  return { kind: "falls", removed, falls, after: { ...draft, chosen } };
}

function settled(
  draft: RoleDraft,
  saved: PermissionSet,
  chosen: readonly PermissionId[],
  cause: PermissionId,
): Step {
  const [was, is] = [closureOf(draft.chosen), closureOf(chosen)];
  const elsewhere = ({ id, feature }: (typeof permissions)[number]) =>
    id !== cause && (feature === null || feature !== permissionOf(cause).feature);
  const brought = permissions.filter((one) => elsewhere(one) && has(is, one.id) && !has(was, one.id));
  const left = permissions.filter(
    (one) => elsewhere(one) && has(was, one.id) && !has(is, one.id) && has(saved, one.id),
  );
  const next = { ...draft, chosen };
  if (left.length === 0) return { kind: "done", draft: next, cause, brought: brought.map(({ id }) => id) };
  const ids = left.map(({ id }) => id);
  return {
    kind: "left",
    cause,
    left: ids,
    take: next,
    keep: { ...draft, chosen: [...chosen, ...topmost(ids)] },
  };
}

/** What the server is asked to save; it works out itself what comes along. */
export function contentsIn({ applications, chosen }: RoleDraft): RoleContents {
  return { applications, permissions: chosen };
}
