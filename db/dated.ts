import { type SQL, sql } from "drizzle-orm";

/** Whether a dated row (its alias) holds at the database's present. */
export function holdsNow(row: SQL): SQL {
  return sql`(${row}.valid_from <= clock_timestamp() and (${row}.valid_to is null or ${row}.valid_to > clock_timestamp()))`;
}

/** A timestamp as ISO text in UTC, to the microsecond. */
export function iso(column: SQL): SQL {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
