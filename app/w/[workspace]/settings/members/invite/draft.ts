import type { Level } from "@/lib/access/catalogue";
import type { InvitationChoices } from "@/lib/invitations/choices";

export const endings = ["never", "30", "90", "date"] as const;
export type Ending = (typeof endings)[number];

/** What was chosen so far; nothing is preselected. */
export type Draft = {
  email: string;
  roleIds: readonly string[];
  /** "No workspace role": the first place instead. */
  place: { roleId: string; resourceId: string } | null;
  groupIds: readonly string[];
  ending: Ending;
  date: string;
};

export const emptyDraft: Draft = {
  email: "",
  roleIds: [],
  place: null,
  groupIds: [],
  ending: "never",
  date: "",
};

export function isTouched(draft: Draft): boolean {
  return JSON.stringify(draft) !== JSON.stringify(emptyDraft);
}

/** The last day of access as year-month-day in the workspace's zone; undefined for no end. */
export function lastDayOf({ ending, date }: Draft, now: Date, timeZone: string): string | undefined {
  if (ending === "never") return undefined;
  if (ending === "date") return date || undefined;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(now);
  return new Date(Date.parse(day) + Number(ending) * 86_400_000).toISOString().slice(0, 10);
}

/** What is sent for a draft. */
export function inputOf(draft: Draft, now: Date, timeZone: string) {
  const { email, roleIds, place, groupIds } = draft;
  const endsOn = lastDayOf(draft, now, timeZone);
  return {
    email,
    groupIds,
    ...(place ? { place, roleIds: [] } : { roleIds }),
    ...(endsOn ? { endsOn } : {}),
  };
}

/** What the choices add up to on the workspace: the highest level of each feature. */
export function sumOf({ roleIds, place, groupIds }: Draft, choices: InvitationChoices): Level[] {
  const chosen = [
    ...choices.roles.filter(({ id }) => !place && roleIds.includes(id)),
    ...choices.groups.filter(({ id }) => groupIds.includes(id)),
  ].map(({ profile }) => profile);
  const none: Level[] = choices.roles[0]?.profile.map(() => 0) ?? [];
  return chosen.reduce(
    (sum, profile) => sum.map((level, i) => Math.max(level, profile[i] ?? 0) as Level),
    none,
  );
}
