import type { PermissionId } from "./catalogue";
import { has, type PermissionSet } from "./permission-set";
import { type Adjustments, effectiveOf, type RoleContents } from "./role";

/** The five rights on an object that a single grant may raise above its role or lower below it. */
export const objectRights = [
  { id: "collaboration", name: "Tasks and comments" },
  { id: "budget", name: "Budget and costs" },
  { id: "hr", name: "HR and team data" },
  { id: "marketing-object", name: "Campaigns, assets" },
  { id: "group-access", name: "Groups and access" },
] as const;
export type ObjectRightId = (typeof objectRights)[number]["id"];

export const rightLevels = ["none", "view", "edit", "manage"] as const;
export type RightLevel = (typeof rightLevels)[number];
export const rightLevelNames = { none: "None", view: "View", edit: "Edit", manage: "Manage" } as const;

export type ObjectRights = Record<ObjectRightId, RightLevel>;

/** The level of each object right in a set. */
export function rightsIn(set: PermissionSet): ObjectRights {
  const levelOf = (id: ObjectRightId) =>
    rightLevels.findLast((level) => level !== "none" && has(set, permissionFor(id, level))) ?? "none";
  return Object.fromEntries(objectRights.map(({ id }) => [id, levelOf(id)])) as ObjectRights;
}

/** What a role gives of the object rights below the workspace. */
export function rightsOf(contents: RoleContents, adjust?: Adjustments): ObjectRights {
  return rightsIn(effectiveOf(contents, adjust, false));
}

/**
 * What a grant adds to its role and takes from it so that it gives the wanted object rights; a right that is not named
 * stays as the role has it.
 */
export function adjustmentsFor(
  contents: RoleContents,
  wanted: Partial<ObjectRights>,
): { plus: PermissionId[]; minus: PermissionId[] } {
  const own = rightsOf(contents);
  const plus: PermissionId[] = [];
  const minus: PermissionId[] = [];
  for (const { id } of objectRights) {
    const [was, now] = [rankOf(own[id]), rankOf(wanted[id] ?? own[id])];
    const [level, firstTaken] = [rightLevels[now], rightLevels[now + 1]];
    if (now > was && level && level !== "none") plus.push(permissionFor(id, level));
    if (now < was && firstTaken && firstTaken !== "none") minus.push(permissionFor(id, firstTaken));
  }
  return { plus, minus };
}

/** The rights that differ from the role's, in the order of {@link objectRights}. */
export function differingRights(role: ObjectRights, granted: ObjectRights): ObjectRightId[] {
  return objectRights.map(({ id }) => id).filter((id) => role[id] !== granted[id]);
}

/** The lower of two levels. */
export function atMost(level: RightLevel, ceiling: RightLevel): RightLevel {
  return rankOf(level) > rankOf(ceiling) ? ceiling : level;
}

/** Whether a level lies above a ceiling. */
export function isAbove(level: RightLevel, ceiling: RightLevel): boolean {
  return rankOf(level) > rankOf(ceiling);
}

/** The first level of each right that lies above a ceiling, as a permission. */
export function closedAbove(ceiling: ObjectRights): { name: string; permission: PermissionId }[] {
  return objectRights.flatMap(({ id, name }) => {
    const level = rightLevels[rankOf(ceiling[id]) + 1];
    return level && level !== "none" ? [{ name, permission: permissionFor(id, level) }] : [];
  });
}

export function isObjectRight(id: PermissionId): boolean {
  return objectRights.some((right) => id.startsWith(`${right.id}:`));
}

function rankOf(level: RightLevel): number {
  return rightLevels.indexOf(level);
}

function permissionFor(id: ObjectRightId, level: Exclude<RightLevel, "none">): PermissionId {
  return `${id}:${level}`;
}
