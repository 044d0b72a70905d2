import {
  type ApplicationId,
  adjustable,
  applications,
  bridges,
  features,
  type Level,
  type PermissionId,
  permissions,
  rungs,
} from "./catalogue";
import { dependentOn, requiredWith } from "./closure";
import { has, idsOf, intersection, levelIn, type PermissionSet, setOf, union } from "./permission-set";
import { type RoleDraft, systemRoleDrafts } from "./system-roles";

/** What a role holds as saved: its open applications, and permissions closed under dependencies (not bridges). */
export type RoleContents = { applications: readonly ApplicationId[]; permissions: readonly PermissionId[] };

/** What one grant adds to its role and takes from it; only `adjustable` permissions have an effect. */
export type Adjustments = { plus: readonly PermissionId[]; minus: readonly PermissionId[] };

/**
 * A role as it is saved: what was chosen and everything that requires, in the order of the catalogue.
 * @throws RangeError for `account:administer`, which no role can hold.
 */
export function closed({ applications: open, permissions: chosen }: RoleContents): RoleContents {
  if (chosen.includes("account:administer")) throw new RangeError("No role can hold account:administer");
  return {
    applications: applications.map(({ id }) => id).filter((id) => open.includes(id)),
    permissions: idsOf(setOf(chosen.flatMap((id) => [...requiredWith(id)]))),
  };
}

/** The same for a role that is written down as levels. Both applications are open unless said. */
export function closeRole({ applications: open, levels, fine = [] }: RoleDraft): RoleContents {
  const upToLevels = features.flatMap(({ id }) =>
    rungs.slice(0, levels?.[id] ?? 0).map((rung) => `${id}:${rung}` as const),
  );
  return closed({
    applications: open ?? applications.map(({ id }) => id),
    permissions: [...upToLevels, ...fine],
  });
}

/** What the chosen permissions switch on beyond themselves, each with the first of them that requires it. */
export function addedByDependencies(
  ids: readonly PermissionId[],
): { id: PermissionId; requiredBy: PermissionId }[] {
  const chosen = setOf(ids);
  return idsOf(setOf(ids.flatMap((id) => [...requiredWith(id)])))
    .filter((id) => !has(chosen, id))
    .map((id) => ({ id, requiredBy: ids.find((one) => requiredWith(one).has(id)) as PermissionId }));
}

/** Which of `ids` fall when `removed` is taken away, because they require it; `removed` itself is not listed. */
export function fallingWith(ids: readonly PermissionId[], removed: PermissionId): PermissionId[] {
  return idsOf(setOf(ids.filter((id) => id !== removed && dependentOn(removed).has(id))));
}

/** The roles every workspace begins with (system) and those of data products (governance). */
export const systemRoles = systemRoleDrafts.map(({ draft, ...role }) => ({
  ...role,
  contents: closeRole(draft),
}));

const adjustableSet = setOf(adjustable);
const anywhere = setOf(permissions.filter(({ scope }) => scope === "R").map(({ id }) => id));
const onTheWorkspace = setOf(permissions.filter(({ scope }) => scope !== "account").map(({ id }) => id));

/** What stays visible when exactly these applications are open. */
function openWith(open: readonly ApplicationId[]): PermissionSet {
  const closed = new Set<string>(
    features
      .filter(({ applications }) => applications.length > 0 && !applications.some((id) => open.includes(id)))
      .map(({ id }) => id),
  );
  return setOf(permissions.filter(({ feature }) => !feature || !closed.has(feature)).map(({ id }) => id));
}

const openSets = {
  none: openWith([]),
  data: openWith(["data-activation"]),
  hubs: openWith(["customer-hubs"]),
  both: openWith(["data-activation", "customer-hubs"]),
};

function gateOf({ applications: open }: RoleContents): PermissionSet {
  if (open.includes("data-activation")) return open.includes("customer-hubs") ? openSets.both : openSets.data;
  return open.includes("customer-hubs") ? openSets.hubs : openSets.none;
}

/** A set with a grant's own adjustments: first plus, closed upward, then minus with what requires it. */
function adjusted(set: PermissionSet, adjust: Adjustments | undefined): PermissionSet {
  if (!adjust) return set;
  const legal = (id: PermissionId) => has(adjustableSet, id);
  const added = setOf(adjust.plus.filter(legal).flatMap((id) => [...requiredWith(id)]));
  const removed = setOf(adjust.minus.filter(legal).flatMap((id) => [...dependentOn(id)]));
  return set.map((word, i) => (word | added[i]!) & ~removed[i]!);
}

const bridgeSets = [...bridges].map(([from, to]) => ({ from, to: setOf(to) }));

/**
 * What one grant of a role is worth, in this order: of its contents what counts there (permissions of scope W only on
 * the workspace itself, `account:administer` never), this grant's adjustments, the role's own application gate, then
 * bridges. A permission that is hidden or does not count opens nothing through a bridge.
 */
export function effectiveOf(
  contents: RoleContents,
  adjust: Adjustments | undefined,
  onWorkspace: boolean,
): PermissionSet {
  const isAdjusted = adjust !== undefined && adjust.plus.length + adjust.minus.length > 0;
  if (isAdjusted) return worthOf(contents, adjust, onWorkspace);
  const known = plainWorth[onWorkspace ? "onWorkspace" : "below"];
  const worth = known.get(contents) ?? worthOf(contents, undefined, onWorkspace);
  known.set(contents, worth);
  return worth;
}

/** What contents are worth as they are, which is asked of one role again and again; gone when the contents are. */
const plainWorth = {
  onWorkspace: new WeakMap<RoleContents, PermissionSet>(),
  below: new WeakMap<RoleContents, PermissionSet>(),
};

function worthOf(
  contents: RoleContents,
  adjust: Adjustments | undefined,
  onWorkspace: boolean,
): PermissionSet {
  const counting = intersection(setOf(contents.permissions), onWorkspace ? onTheWorkspace : anywhere);
  const visible = intersection(adjusted(counting, adjust), gateOf(contents));
  return bridgeSets
    .filter(({ from }) => has(visible, from))
    .reduce<PermissionSet>((opened, { to }) => union(opened, to), visible);
}

/** The access profile of a set: ten levels in the order of `features`. */
export function profileOf(set: PermissionSet): Level[] {
  return features.map(({ id }) => levelIn(set, id));
}

function strengthOf(contents: RoleContents): { levels: number; size: number } {
  const set = effectiveOf(contents, undefined, true);
  return { levels: profileOf(set).reduce<number>((sum, level) => sum + level, 0), size: idsOf(set).length };
}

type Ranked = { name: string; contents: RoleContents };

/**
 * The order of badges, strongest first: sum of levels, number of permissions (both as effective on the workspace), then
 * name. Negative when `a` comes before `b`.
 */
export function compareStrength(a: Ranked, b: Ranked): number {
  const [one, two] = [strengthOf(a.contents), strengthOf(b.contents)];
  return two.levels - one.levels || two.size - one.size || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
