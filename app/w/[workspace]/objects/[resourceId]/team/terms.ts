import type { Picked } from "@/components/list/people-picker";
import { atMost, type ObjectRights, objectRights } from "@/lib/access/object-rights";
import type { TeamChoices, TeamRole } from "@/lib/teams/choices";
import type { Ends } from "@/lib/teams/input";
import type { TeamPage } from "@/lib/teams/queries";
import { allCounted } from "@/lib/words/counts";

/** The team that is being changed, as the browser knows it. */
export type TeamRef = Pick<TeamPage, "object" | "place" | "choices" | "filters" | "now" | "timeZone"> & {
  seesAudit: boolean;
};

/** How a place on a team is filled in: `touched` are the rights that were set by hand. */
export type Terms = {
  roleId: string;
  touched: Partial<ObjectRights>;
  ends: Ends["kind"];
  day: string;
  reviewOn: string;
  reason: string;
};

export const noTerms: Terms = { roleId: "", touched: {}, ends: "never", day: "", reviewOn: "", reason: "" };

export function roleOf({ roles }: TeamChoices, { roleId }: Terms): TeamRole | undefined {
  return roles.find(({ id }) => id === roleId);
}

/** The rights as they stand: the role's, no more than the person who fills in holds, and what they set themselves. */
export function rightsOfTerms(role: TeamRole, { touched }: Terms, ceiling: ObjectRights): ObjectRights {
  return Object.fromEntries(
    objectRights.map(({ id }) => [id, touched[id] ?? atMost(role.rights[id], ceiling[id])]),
  ) as ObjectRights;
}

/** The rights that differ from the role's, as they are sent. */
export function sentRights(role: TeamRole, rights: ObjectRights): Partial<ObjectRights> {
  return Object.fromEntries(
    objectRights.flatMap(({ id }) => (rights[id] === role.rights[id] ? [] : [[id, rights[id]]])),
  );
}

/** The end as it is sent; null while a day is still to be chosen. */
export function sentEnds({ ends, day }: Terms): Ends | null {
  if (ends !== "on") return { kind: ends };
  return day ? { kind: "on", day } : null;
}

/** "2 people and 1 group". */
export function countWords(picked: readonly Pick<Picked, "kind">[]): string {
  const groups = picked.filter(({ kind }) => kind === "group").length;
  const people = picked.length - groups;
  return allCounted([people, "person", "people"], [groups, "group"]);
}
