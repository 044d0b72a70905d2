import { type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { patternOf } from "@/db/patterns";
import { auditEvents } from "@/db/schema/audit";
import type { Instant } from "@/lib/access/instant";
import { type AuditFilter, systemActor } from "./input";

/** The events of the log, under the name by which its conditions know them. */
export const e = alias(auditEvents, "e");

/** Whose log, in which time zone its days begin, and when it is read. */
export type LogOf = { id: string; timeZone: string; now: Instant };

/** The log that a scope reads. */
export function logOf({ workspace, now }: { workspace: Omit<LogOf, "now">; now: Instant }): LogOf {
  return { id: workspace.id, timeZone: workspace.timeZone, now };
}

/** An instant (microseconds, in digits) that the planner knows: casts from text would only be known to the executor. */
export function instantAt(micros: string): SQL {
  return sql`(timestamp 'epoch' + ${micros}::bigint * interval '1 microsecond') at time zone 'UTC'`;
}

const dayOfMicros = 86_400_000_000;

/** Every event `e` of a log. Nothing happens later than now: said aloud, it spares planning the months to come. */
export function eventsIn({ id, now }: LogOf): SQL {
  return sql`${e.workspaceId} = ${id}::uuid and ${e.at} < ${instantAt(String(now + dayOfMicros))}`;
}

/** The instant at which a day (SQL date) begins in the workspace. */
export function dayBegins(day: SQL, { timeZone }: LogOf): SQL {
  return sql`(${day})::timestamp at time zone ${timeZone}::text`;
}

/**
 * The condition on `audit_events e` that list, counts and export share. Every value is a parameter with its type, so
 * that the export can hand them over in another way.
 */
export function conditionsOf(log: LogOf, { user, action, about, from, to, q }: AuditFilter): SQL {
  const parts = [eventsIn(log)];
  if (user === systemActor) parts.push(sql`${e.actorId} is null`);
  else if (user) parts.push(sql`${e.actorId} = ${user}::uuid`);
  if (action) parts.push(sql`${e.action} = ${action}::text`);
  if (about) parts.push(isAbout(about));
  if (from) parts.push(sql`${e.at} >= ${dayBegins(sql`${from}::date`, log)}`);
  if (to) parts.push(sql`${e.at} < ${dayBegins(sql`${to}::date + 1`, log)}`);
  if (q) parts.push(mentions(q));
  return sql.join(parts, sql` and `);
}

/** Whether an event `e` is about somebody or something, or happened on it. */
export function isAbout(id: string): SQL {
  return sql`(${e.targetId} = ${id}::uuid or ${e.resourceId} = ${id}::uuid)`;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Anywhere in the names from three characters on, at their beginning below; an event's id as a whole. */
function mentions(q: string): SQL {
  if (uuid.test(q)) return sql`${e.id} = ${q}::uuid`;
  const pattern = patternOf(q);
  return sql`(${e.targetLabel} ilike ${pattern}::text or ${e.resourceLabel} <> '' and ${e.resourceLabel} ilike ${pattern}::text)`;
}
