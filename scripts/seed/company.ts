import type { RoleDraft } from "@/lib/access/system-roles";

/** Days before the moment of seeding; `minutes` counts the same way for what is younger than a day. */
export type DaysAgo = number;

/** Somebody in a workspace. `roles` are direct ones on the workspace, held since the day of joining. */
export type Person = {
  name: string;
  email?: string;
  joined: DaysAgo;
  /** Minutes since they last did something; null: they never signed in. */
  seen: number | null;
  roles?: readonly string[];
  groups?: readonly string[];
  /** Who invited them; told to the audit log when they joined lately. */
  by?: string;
  /** The last, or only, spell of inactivity. */
  away?: { since: DaysAgo; back?: DaysAgo; reason?: string };
  /** When their access was revoked for good. */
  revoked?: DaysAgo;
};

export type Group = { name: string; description: string; created: DaysAgo };

export type Role = {
  name: string;
  description: string;
  created: DaysAgo;
  draft: RoleDraft;
  /** What the role was before, the oldest first; each until somebody changed it. */
  earlier?: readonly {
    draft: RoleDraft;
    name?: string;
    description?: string;
    until: DaysAgo;
    by: string;
    reason: string;
  }[];
};

export type Place = {
  name: string;
  kind: "campaign" | "project" | "action" | "data-product" | "data-table";
  /** Name of the parent; the workspace unless said. */
  under?: string;
  created: DaysAgo;
  /** A project: when it was completed. */
  completed?: DaysAgo;
  /** When it was archived, with what lies below it. */
  archived?: DaysAgo;
  /** Who completed or archived it. */
  by?: string;
};

/** A role given to a person or a group, beside the roles they joined with. */
export type Assignment = {
  to: string;
  role: string;
  /** Name of a place; the workspace unless said. */
  on?: string;
  since: DaysAgo;
  by: string;
  /** Day on which it was ended by somebody; with `instead` it made room for another role. */
  ended?: DaysAgo;
  instead?: string;
  /** Days from now after which it ends by itself; may lie in the past. */
  until?: number;
  /** Name of the project with whose completion it ends. */
  endsWith?: string;
  plus?: readonly string[];
  minus?: readonly string[];
  source?: "direct" | "request" | "creation";
  reviewIn?: number;
  reason?: string;
};

export type Invited = {
  email: string;
  by: string;
  minutesAgo: number;
  roles: readonly string[];
  groups?: readonly string[];
  /** A first place instead of a role on the workspace. */
  on?: string;
  endsIn?: number;
  removedMinutesAgo?: number;
};

/** A key of another system; what it asks with is known to nobody. */
export type ApiKey = {
  name: string;
  by: string;
  created: DaysAgo;
  /** Days it was made for; without, it has no end. */
  days?: number;
  usedMinutesAgo?: number;
  revoked?: { at: DaysAgo; by: string };
};

/** What somebody tried and was not allowed to do. */
export type Refused = { who: string; action: string; daysAgo: DaysAgo };

export type Company = {
  account: string;
  slug: string;
  workspace: string;
  timeZone: string;
  founded: DaysAgo;
  domain: string;
  accountAdministrators: readonly { name: string; email: string; since: DaysAgo }[];
  founder: string;
  people: readonly Person[];
  groups: readonly Group[];
  roles: readonly Role[];
  places: readonly Place[];
  assignments: readonly Assignment[];
  invited: readonly Invited[];
  refused: readonly Refused[];
  keys?: readonly ApiKey[];
  /** Late moves into groups by people who had joined before. */
  moves: readonly { who: string; group: string; at: DaysAgo; left?: DaysAgo; by: string }[];
  /** Browsers that are signed in. */
  browsers: readonly { who: string; userAgent: string; minutesAgo: number }[];
};
