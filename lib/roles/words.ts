import {
  type ApplicationId,
  applications,
  bridges,
  type FeatureId,
  features,
  type Level,
  labelOf,
  type PermissionId,
  permissionGroups,
  permissions,
  rungs,
} from "@/lib/access/catalogue";
import { requiring } from "@/lib/access/closure";
import { has, levelIn, setOf } from "@/lib/access/permission-set";
import { addedByDependencies, effectiveOf, profileOf, type RoleContents } from "@/lib/access/role";

/** What a role contains, spelled out for people; given on the workspace itself. */
export type RoleWords = {
  /** Ten levels in effect: what the applications hide counts as No access. */
  levels: Level[];
  applications: { id: ApplicationId; name: string; open: boolean }[];
  /** The ten features with the level as the role is written down. */
  features: FeatureWords[];
  groups: GroupWords[];
  /** What holding one permission opens besides, in use: each with labels the role does not contain itself. */
  bridges: { holds: string; opens: string[] }[];
};
export type FeatureWords = {
  id: FeatureId;
  name: string;
  covers: string;
  level: Level;
  /** A level above No access that the role's closed applications keep without effect. */
  hidden: boolean;
  /** The label of the permission that this level came along with; null: chosen for itself. */
  cameWith: string | null;
};
export type GroupWords = {
  id: string;
  name: string;
  /** How many permissions the catalogue has in this group. */
  size: number;
  held: { id: PermissionId; label: string; cameWith: string | null }[];
};

/** Puts the contents of a role into words. */
export function roleWords(contents: RoleContents): RoleWords {
  const effective = effectiveOf(contents, undefined, true);
  const stored = setOf(contents.permissions);
  const cameWith = causesIn(contents.permissions);
  return {
    levels: profileOf(effective),
    applications: applications.map(({ id, name }) => ({
      id,
      name,
      open: contents.applications.includes(id),
    })),
    features: features.map(({ id, name, covers }) => {
      const level = levelIn(stored, id);
      const top = level === 0 ? null : (`${id}:${rungs[(level - 1) as 0 | 1 | 2 | 3]}` as const);
      return {
        id,
        name,
        covers,
        level,
        hidden: levelIn(effective, id) < level,
        cameWith: (top && cameWith.get(top)) ?? null,
      };
    }),
    groups: permissionGroups
      .filter(({ id }) => id !== "account")
      .map(({ id, name }) => {
        const all = permissions.filter(({ group }) => group === id);
        const held = all.filter((permission) => has(stored, permission.id));
        return {
          id,
          name,
          size: all.length,
          held: held.map((one) => ({ id: one.id, label: one.label, cameWith: cameWith.get(one.id) ?? null })),
        };
      }),
    bridges: [...bridges]
      .filter(([from]) => has(effective, from))
      .map(([from, to]) => ({
        holds: labelOf(from),
        opens: to.filter((id) => !has(stored, id)).map(labelOf),
      }))
      .filter(({ opens }) => opens.length > 0),
  };
}

/** What came along through dependencies, by the label of the permission that nothing else in the role requires. */
function causesIn(ids: readonly PermissionId[]): Map<PermissionId, string> {
  const held = setOf(ids);
  const chosen = ids.filter((id) => !requiring(id).some((other) => has(held, other)));
  return new Map(addedByDependencies(chosen).map(({ id, requiredBy }) => [id, labelOf(requiredBy)]));
}
