import { type SQL, sql } from "drizzle-orm";

/** An array parameter of uuids; Drizzle would spread a JavaScript array into a list. */
export function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::uuid[]`;
}

/**
 * Compares a column with some ids: with one by equality, for which PostgreSQL finds that a plan for all is as good as
 * one for each, so that a prepared statement is planned once. Planning can take longer than running.
 */
export function isAmong(ids: readonly string[]): SQL {
  const [only, ...others] = ids;
  return only !== undefined && others.length === 0 ? sql`= ${only}::uuid` : sql`= any(${uuids(ids)})`;
}

/** An array parameter of texts. */
export function texts(values: readonly string[]): SQL {
  return sql`(select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(${JSON.stringify(values)}::jsonb) as t(value))`;
}
