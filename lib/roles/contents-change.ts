import {
  applications,
  features,
  isPermission,
  type Level,
  labelOf,
  type PermissionId,
  permissionOf,
} from "@/lib/access/catalogue";
import { difference, idsOf, setOf } from "@/lib/access/permission-set";
import { profileOf } from "@/lib/access/role";

/** What a new version of a role changed; only what differs is listed. */
export type RoleChange = {
  /** Ten levels, as the role is written down. */
  before: Level[];
  after: Level[];
  levels: { feature: string; was: Level; now: Level }[];
  /** Names of applications and labels of fine permissions; `now`: whether it is on. */
  applications: { name: string; now: boolean }[];
  permissions: { name: string; now: boolean }[];
};

type Values = Record<string, unknown> | null;

/** The contents of a role before and after, or null when the event holds none; a new role had none before. */
export function contentsChange(before: Values, after: Values): RoleChange | null {
  const [was, now] = [permissionsIn(before), permissionsIn(after)];
  if (!now || (before !== null && !was)) return null;
  const [wasSet, nowSet] = [setOf(was ?? []), setOf(now)];
  const [wasProfile, nowProfile] = [profileOf(wasSet), profileOf(nowSet)];
  const fine = (from: Uint32Array, without: Uint32Array) =>
    idsOf(difference(from, without)).filter((id) => permissionOf(id).group !== null);
  const [wasOpen, nowOpen] = [applicationsIn(before), applicationsIn(after)];
  return {
    before: wasProfile,
    after: nowProfile,
    levels: features.flatMap(({ name }, i) => {
      const [one, other] = [wasProfile[i] ?? 0, nowProfile[i] ?? 0];
      return one === other ? [] : [{ feature: name, was: one, now: other }];
    }),
    applications: applications
      .filter(({ id }) => wasOpen.includes(id) !== nowOpen.includes(id))
      .map(({ id, name }) => ({ name, now: nowOpen.includes(id) })),
    permissions: [
      ...fine(nowSet, wasSet).map((id) => ({ name: labelOf(id), now: true })),
      ...fine(wasSet, nowSet).map((id) => ({ name: labelOf(id), now: false })),
    ],
  };
}

/** The fields of an event that {@link contentsChange} tells of. */
export const contentsFields: readonly string[] = ["applications", "permissions"];

function permissionsIn(values: Values): PermissionId[] | null {
  const held = values?.permissions;
  return Array.isArray(held) ? held.filter((id) => typeof id === "string" && isPermission(id)) : null;
}

function applicationsIn(values: Values): unknown[] {
  return Array.isArray(values?.applications) ? values.applications : [];
}
