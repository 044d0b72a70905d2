import "server-only";
import { sql } from "drizzle-orm";
import { e } from "@/db/aliases";
import { auditEvents } from "@/db/schema/audit";
import type { Scope } from "@/lib/doorway/scope";
import { conditionsOf, dayBegins, logOf } from "./conditions";
import type { AuditFilter } from "./input";

/** A calendar day of the workspace (`2026-03-16`) and its events; `capped`: there are more than counted. */
export type Day = { day: string; count: number; capped: boolean };

const dayCount = 30;
const countCap = 1000;

/** How many events fit the filter on each of the last 30 days, the oldest first; the filter's dates are left aside. */
export async function eventsPerDay(scope: Scope, filter: AuditFilter): Promise<Day[]> {
  const log = logOf(scope);
  const matching = conditionsOf(log, { ...filter, from: undefined, to: undefined });
  const rows = await scope.tx.execute<{ day: string; count: number }>(sql`
    with today as (select (now() at time zone ${log.timeZone}::text)::date as day)
    select d.day::text as day, (
      select count(*)::int from (
        select 1 from ${auditEvents} ${e}
        where ${matching} and ${e.at} >= ${dayBegins(sql`d.day`, log)} and ${e.at} < ${dayBegins(sql`d.day + 1`, log)}
        limit ${countCap + 1}) as counted) as count
    from (select today.day - back as day from today, generate_series(${dayCount - 1}::int, 0, -1) as back) as d
    order by d.day`);
  return rows.map(({ day, count }) => ({ day, count: Math.min(count, countCap), capped: count > countCap }));
}
