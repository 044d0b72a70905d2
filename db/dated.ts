import { type AnyColumn, type GetColumnData, type SQL, sql } from "drizzle-orm";

/** The database's present, after every lock wait so far; written into a column, it begins or ends a fact. */
export const present = sql<string>`clock_timestamp()`;

/** A fact that holds from one instant until another one, or without end. */
type Dated = { validFrom: AnyColumn; validTo: AnyColumn };

/** Whether a dated row (its columns, or its alias) holds at the database's present. */
export function holdsNow(row: Dated | SQL): SQL<boolean> {
  const [from, to] =
    "validFrom" in row ? [row.validFrom, row.validTo] : [sql`${row}.valid_from`, sql`${row}.valid_to`];
  return sql`(${from} <= clock_timestamp() and (${to} is null or ${to} > clock_timestamp()))`;
}

/** Whether a dated row holds now or will. */
export function lasts(row: Pick<Dated, "validTo"> | SQL): SQL<boolean> {
  const to = "validTo" in row ? row.validTo : sql`${row}.valid_to`;
  return sql`(${to} is null or ${to} > clock_timestamp())`;
}

/** A timestamp as ISO text in UTC, to the microsecond. */
export function iso<C extends AnyColumn>(column: C): SQL<GetColumnData<C>>;
export function iso(expression: SQL): SQL<string>;
export function iso(at: SQL | AnyColumn): SQL {
  return sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** A timestamp as microseconds since 1970, in digits. */
export function micros<C extends AnyColumn>(column: C): SQL<GetColumnData<C>>;
export function micros(expression: SQL): SQL<string>;
export function micros(at: SQL | AnyColumn): SQL {
  return sql`micros(${at})`;
}
