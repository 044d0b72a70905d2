import { type SQL, sql } from "drizzle-orm";
import { type AuditFilter, systemActor } from "./input";

/** Whose log, and in which time zone its days begin. */
export type LogOf = { id: string; timeZone: string };

/** The instant at which a day (SQL date) begins in the workspace. */
export function dayBegins(day: SQL, { timeZone }: LogOf): SQL {
  return sql`(${day})::timestamp at time zone ${timeZone}::text`;
}

/**
 * The condition on `audit_events e` that list, counts and export share. Every value is a parameter with its type, so
 * that the export can hand them over in another way.
 */
export function conditionsOf(log: LogOf, { user, action, from, to, q }: AuditFilter): SQL {
  const parts = [sql`e.workspace_id = ${log.id}::uuid`];
  if (user === systemActor) parts.push(sql`e.actor_id is null`);
  else if (user) parts.push(sql`e.actor_id = ${user}::uuid`);
  if (action) parts.push(sql`e.action = ${action}::text`);
  if (from) parts.push(sql`e.at >= ${dayBegins(sql`${from}::date`, log)}`);
  if (to) parts.push(sql`e.at < ${dayBegins(sql`${to}::date + 1`, log)}`);
  if (q) parts.push(mentions(q));
  return sql.join(parts, sql` and `);
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Anywhere in the names from three characters on, at their beginning below; an event's id as a whole. */
function mentions(q: string): SQL {
  if (uuid.test(q)) return sql`e.id = ${q}::uuid`;
  const escaped = q.replaceAll(/[\\%_]/g, "\\$&");
  const pattern = q.length >= 3 ? `%${escaped}%` : `${escaped}%`;
  return sql`(e.target_label ilike ${pattern}::text or e.resource_label ilike ${pattern}::text)`;
}
