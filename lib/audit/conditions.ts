import { type SQL, sql } from "drizzle-orm";
import { e } from "@/db/aliases";
import { patternOf } from "@/db/patterns";
import type { Instant } from "@/lib/access/instant";
import { type EventNames, eventNames } from "@/lib/grants/event-names";
import type { Viewer } from "@/lib/grants/opening";
import { type AuditFilter, systemActor } from "./input";

/** Whose log, in which time zone its days begin, when it is read, and the names in it as its reader may read them. */
export type LogOf = { id: string; timeZone: string; now: Instant; names: EventNames };

/** The log that a scope reads. */
export function logOf(scope: Viewer & { workspace: Pick<LogOf, "id" | "timeZone"> }): LogOf {
  const { id, timeZone } = scope.workspace;
  return { id, timeZone, now: scope.now, names: eventNames(scope) };
}

/** An instant (microseconds, in digits) that the planner knows: casts from text would only be known to the executor. */
export function instantAt(micros: string): SQL {
  return sql`(timestamp 'epoch' + ${micros}::bigint * interval '1 microsecond') at time zone 'UTC'`;
}

const dayOfMicros = 86_400_000_000;

/** Every event `e` of a log. Nothing happens later than now: said aloud, it spares planning the months to come. */
export function eventsIn({ id, now }: Pick<LogOf, "id" | "now">): SQL {
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
  if (q) parts.push(mentions(q, log));
  return sql.join(parts, sql` and `);
}

/** Whether an event `e` is about somebody or something, or happened on it. */
export function isAbout(id: string): SQL {
  return sql`(${e.targetId} = ${id}::uuid or ${e.resourceId} = ${id}::uuid)`;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Anywhere in the names from three characters on, at their beginning below; an event's id as a whole. */
function mentions(q: string, { names }: LogOf): SQL {
  if (uuid.test(q)) return sql`${e.id} = ${q}::uuid`;
  const pattern = patternOf(q);
  return sql`(${names.target} ilike ${pattern}::text or ${e.resourceLabel} <> '' and ${names.resource} ilike ${pattern}::text)`;
}
