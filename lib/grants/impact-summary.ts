import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { isAmong } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { impactInWords } from "@/lib/access/impact-words";
import type { PeopleImpact } from "./impact";

/** An impact on many people, for a page to show: counted in full, named as far as there is room. */
export type ImpactSummary = {
  /** People; who gains one thing and loses another is counted in both. */
  counts: { gain: number; stay: number; lose: number };
  newlySeePersonalData: number;
  /** What is gained or lost, by how many people, the most first and levels before single permissions; at most 40. */
  lines: { what: string; gain: number; lose: number }[];
  /** The first 50 by name whose access changes, and what changes for them. */
  people: { membershipId: string; name: string; gains: string[]; losses: string[] }[];
  /** How many change beyond those named. */
  others: number;
};

const shownLines = 40;
const shownPeople = 50;

/** Sums up what a change does to people. */
export async function summaryOf(
  tx: Transaction,
  workspaceId: string,
  impacts: readonly PeopleImpact[],
): Promise<ImpactSummary> {
  const told = impacts.map(({ impact, membershipIds }) => ({
    ...impactInWords(impact),
    personal: impact.newlySeesPersonalData,
    changes: impact.gains.length + impact.losses.length > 0,
    rises: impact.gains.length > 0,
    falls: impact.losses.length > 0,
    membershipIds,
  }));
  const count = (fits: (one: (typeof told)[number]) => boolean) =>
    told.filter(fits).reduce((sum, { membershipIds }) => sum + membershipIds.length, 0);
  const lines = new Map<string, { what: string; gain: number; lose: number }>();
  for (const { gains, losses, membershipIds } of told)
    for (const [list, which] of [
      [gains, "gain"],
      [losses, "lose"],
    ] as const)
      for (const what of list) {
        const line = lines.get(what) ?? { what, gain: 0, lose: 0 };
        line[which] += membershipIds.length;
        lines.set(what, line);
      }
  const changed = told.filter(({ changes }) => changes);
  const by = new Map(changed.flatMap((one) => one.membershipIds.map((id) => [id, one] as const)));
  const people = await firstByName(tx, workspaceId, [...by.keys()]);
  return {
    counts: {
      gain: count(({ rises }) => rises),
      stay: count(({ changes }) => !changes),
      lose: count(({ falls }) => falls),
    },
    newlySeePersonalData: count(({ personal }) => personal),
    lines: [...lines.values()].toSorted((a, b) => b.gain + b.lose - a.gain - a.lose).slice(0, shownLines),
    people: people.map(({ id, name }) => ({
      membershipId: id,
      name,
      gains: by.get(id)?.gains ?? [],
      losses: by.get(id)?.losses ?? [],
    })),
    others: by.size - people.length,
  };
}

async function firstByName(
  tx: Transaction,
  workspaceId: string,
  membershipIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (membershipIds.length === 0) return [];
  return tx
    .select({ id: memberships.id, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.workspaceId, workspaceId), isAmong(memberships.id, membershipIds)))
    .orderBy(sql`lower(${users.name})`, memberships.id)
    .limit(shownPeople);
}
