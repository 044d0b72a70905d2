import "server-only";
import type { Level } from "@/lib/access/catalogue";
import type { Impact } from "@/lib/access/impact";
import { change } from "@/lib/changes/change";
import type { PeopleImpact } from "@/lib/grants/impact";
import { AddToTeam, LeaveTeam, RemoveFromTeam, ReviseGrant } from "./input";
import { ofObject } from "./object";
import { planAddition, planLeaving, planRemoval, planRevision } from "./plans";

/** Puts members and groups on the team of an object, all with the same role, rights and end. */
export const addToTeam = change({
  name: "teams.add",
  permission: "group-access:manage",
  input: AddToTeam,
  resource: ofObject,
  plan: planAddition,
  shows: async (_, { resourceId }, { impacts }) => ({ becomes: levelsOn(resourceId, impacts) }),
});

/** Changes role, object rights, end or review date of a direct place on a team. */
export const reviseGrant = change({
  name: "teams.revise",
  permission: "group-access:edit",
  input: ReviseGrant,
  resource: ofObject,
  plan: planRevision,
  shows: async (_, { resourceId }, { impacts }) => ({ becomes: levelsOn(resourceId, impacts) }),
});

/** Takes people and groups off the team of an object, where they are on it directly. */
export const removeFromTeam = change({
  name: "teams.remove",
  permission: "group-access:manage",
  input: RemoveFromTeam,
  resource: ofObject,
  plan: planRemoval,
  shows: async (_, { resourceId }, { impacts }) => ({ becomes: levelsOn(resourceId, impacts) }),
});

/** Gives back one's own direct place on the team of an object. */
export const leaveTeam = change({
  name: "teams.leave",
  permission: "self",
  input: LeaveTeam,
  plan: planLeaving,
  notHeld: "You have no place of your own here to give back. Reload the page.",
});

/** The level on the object that people come to have, the highest first; those whose level stays are not counted. */
export type Becomes = { level: Level; people: number }[];

const levels = [
  ["marketing-object:manage", 4],
  ["marketing-object:edit", 3],
  ["marketing-object:view", 1],
] as const;

/** Who rises has gained the permission of the new level; who falls has kept what lies below the lowest that they lost. */
function levelsOn(resourceId: string, impacts: readonly PeopleImpact[]): Becomes {
  const people = new Map<Level, number>();
  for (const { impact, membershipIds } of impacts) {
    const on = (held: Impact["gains"]) =>
      levels.filter(([permission]) =>
        held.some((one) => one.permission === permission && one.resource.id === resourceId),
      );
    const [risen] = on(impact.gains);
    const fallen = on(impact.losses).at(-1);
    const kept = fallen && (levels[levels.indexOf(fallen) + 1]?.[1] ?? 0);
    const level = risen?.[1] ?? kept;
    if (level !== undefined) people.set(level, (people.get(level) ?? 0) + membershipIds.length);
  }
  return [...people]
    .map(([level, count]) => ({ level, people: count }))
    .toSorted((a, b) => b.level - a.level);
}
