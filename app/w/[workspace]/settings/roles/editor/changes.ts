import {
  type ApplicationId,
  applications,
  type FeatureId,
  features,
  type Level,
  labelOf,
  levelNames,
  type PermissionId,
  permissionOf,
} from "@/lib/access/catalogue";
import { difference, idsOf, levelIn } from "@/lib/access/permission-set";
import { broughtBy, closureOf, type RoleDraft, topmost } from "./draft";

/** In what one draft differs from another. */
export type Changes = {
  name: boolean;
  description: boolean;
  applications: { id: ApplicationId; now: boolean }[];
  levels: { feature: FeatureId; was: Level; now: Level }[];
  /** Single permissions. */
  permissions: { id: PermissionId; now: boolean }[];
};

export function changesBetween(before: RoleDraft, after: RoleDraft): Changes {
  const [was, is] = [closureOf(before.chosen), closureOf(after.chosen)];
  const fine = (ids: PermissionId[], now: boolean) =>
    ids.filter((id) => permissionOf(id).feature === null).map((id) => ({ id, now }));
  return {
    name: before.name !== after.name,
    description: before.description !== after.description,
    applications: applications
      .map(({ id }) => ({ id, now: after.applications.includes(id) }))
      .filter(({ id, now }) => before.applications.includes(id) !== now),
    levels: features
      .map(({ id }) => ({ feature: id, was: levelIn(was, id), now: levelIn(is, id) }))
      .filter(({ was, now }) => was !== now),
    permissions: [...fine(idsOf(difference(is, was)), true), ...fine(idsOf(difference(was, is)), false)],
  };
}

/** How many changes there are, and how many of them came along by themselves. */
export function countOf(changes: Changes, draft: RoleDraft): { all: number; automatic: number } {
  const brought = broughtBy(draft);
  const came = (id: PermissionId) => brought.has(id);
  const own = new Set(draft.chosen.flatMap((id) => permissionOf(id).feature ?? []));
  return {
    all:
      Number(changes.name) +
      Number(changes.description) +
      changes.applications.length +
      changes.levels.length +
      changes.permissions.length,
    automatic:
      changes.levels.filter(({ feature, now }) => now > 0 && !own.has(feature)).length +
      changes.permissions.filter(({ id, now }) => now && came(id)).length,
  };
}

/** "Segment: Viewer becomes Editor", "adds Export Data": one line per change. */
export function changeLines(changes: Changes, after: RoleDraft): string[] {
  const nameOf = (id: string) => [...features, ...applications].find((one) => one.id === id)?.name ?? id;
  return [
    ...(changes.name ? [`Name: ${after.name || "none"}`] : []),
    ...(changes.description ? [`Description: ${after.description || "none"}`] : []),
    ...changes.applications.map(({ id, now }) => `${nameOf(id)}: ${now ? "on" : "off"}`),
    ...changes.levels.map(
      ({ feature, was, now }) => `${nameOf(feature)}: ${levelNames[was]} becomes ${levelNames[now]}`,
    ),
    ...changes.permissions.map(({ id, now }) => `${now ? "Adds" : "Takes"} ${labelOf(id)}`),
  ];
}

/**
 * What I changed, on top of what somebody else saved meanwhile: where both changed the same, mine.
 * @param begun what both began from
 */
export function onTopOf(theirs: RoleDraft, begun: RoleDraft, mine: RoleDraft): RoleDraft {
  const changes = changesBetween(begun, mine);
  const [had, has] = [closureOf(begun.chosen), closureOf(mine.chosen)];
  const taken = new Set(idsOf(difference(had, has)));
  const kept = idsOf(closureOf(theirs.chosen)).filter((id) => !taken.has(id) && !needsOne(id, taken));
  const all = [...new Set([...kept, ...idsOf(difference(has, had))])];
  const switched = new Map(changes.applications.map(({ id, now }) => [id, now]));
  return {
    name: changes.name ? mine.name : theirs.name,
    description: changes.description ? mine.description : theirs.description,
    applications: applications
      .map(({ id }) => id)
      .filter((id) => switched.get(id) ?? theirs.applications.includes(id)),
    chosen: [...new Set([...topmost(all), ...mine.chosen.filter((id) => all.includes(id))])],
  };
}

function needsOne(id: PermissionId, taken: ReadonlySet<PermissionId>): boolean {
  return idsOf(closureOf([id])).some((needed) => taken.has(needed));
}
