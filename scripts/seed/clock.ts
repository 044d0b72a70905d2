import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";

const [earliest, latest] = [-1_000, 400];

/** Instants as ISO texts, counted from the moment of seeding in the workspace's own time zone. */
export type Clock = {
  now: string;
  /** Some time in the working hours of a day so many days ago (negative: ahead), always the same for the same key. */
  at(daysAgo: number, key: string): string;
  /** The end of a day so many days ahead. */
  endOfDay(daysAhead: number): string;
  minutesAgo(minutes: number): string;
};

export async function clockOf(tx: Transaction, timeZone: string): Promise<Clock> {
  const rows = await tx.execute<{ now: number; midnight: number }>(sql`
    select (extract(epoch from now()) * 1000)::float8 as now, (extract(epoch from
      (date_trunc('day', now() at time zone ${timeZone}) + make_interval(days => day)) at time zone ${timeZone}) * 1000)::float8 as midnight
    from generate_series(${earliest}::int, ${latest}::int) as day order by day`);
  const now = Math.floor(rows[0]?.now ?? Number.NaN);
  const midnight = (days: number) => rows[days - earliest]?.midnight ?? Number.NaN;
  const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
  return {
    now: iso(now),
    at: (daysAgo, key) => iso(midnight(-daysAgo) + workingTime(key)),
    endOfDay: (daysAhead) => iso(midnight(daysAhead + 1)),
    minutesAgo: (minutes) => iso(now - minutes * 60_000),
  };
}

/** Milliseconds after midnight, between 8:00 and 18:00, by a hash (FNV-1a) of the key. */
function workingTime(key: string): number {
  let hash = 0x811c9dc5;
  for (const character of key) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return 8 * 3_600_000 + (hash % 36_000_000);
}
