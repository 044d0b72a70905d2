import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** An array parameter of uuids; Drizzle would spread a JavaScript array into a list. */
export function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::uuid[]`;
}

/**
 * Whether a column is one of some ids, however many: with one by equality, for which PostgreSQL finds that a plan for
 * all is as good as one for each, so that a prepared statement is planned once. Planning can take longer than running.
 */
export function isAmong(column: AnyColumn | SQL, ids: readonly string[]): SQL<boolean> {
  const [only, ...others] = ids;
  return only !== undefined && others.length === 0
    ? sql`${column} = ${only}::uuid`
    : sql`${column} = any(${uuids(ids)})`;
}

/** An array parameter of texts. */
export function texts(values: readonly string[]): SQL {
  return sql`(select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(${JSON.stringify(values)}::jsonb) as t(value))`;
}
