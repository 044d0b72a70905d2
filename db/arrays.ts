import { type SQL, sql } from "drizzle-orm";

/** An array parameter of uuids; Drizzle would spread a JavaScript array into a list. */
export function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::uuid[]`;
}

/** An array parameter of texts. */
export function texts(values: readonly string[]): SQL {
  return sql`(select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(${JSON.stringify(values)}::jsonb) as t(value))`;
}
