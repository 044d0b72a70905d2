import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";

const Moment = z.union([z.iso.datetime({ precision: 6 }), z.literal("-infinity")]);
const Position = z.tuple([
  z
    .string()
    .max(600)
    .refine((key) => !key.includes("\0")),
  z.uuid(),
]);

/** Where a page of a list ends: the sort key of its last row, and the row's id for equal keys. */
export type Position = z.output<typeof Position>;

export function cursorOf(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/**
 * The position in a cursor, or null for anything that is none: the list then begins at its start.
 * @param key what the list is sorted by: text, or an instant to the microsecond
 */
export function positionIn(cursor: string | undefined, key: "text" | "instant" = "text"): Position | null {
  if (!cursor) return null;
  try {
    const position = Position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return key === "text" || Moment.safeParse(position[0]).success ? position : null;
  } catch {
    return null;
  }
}

/**
 * Condition that a row comes after a cursor, in a list that is ordered by a text and then by id.
 * @param key what it is ordered by, compared byte by byte
 */
export function afterText(key: SQL, id: SQL, cursor: string | undefined): SQL {
  const position = positionIn(cursor);
  return position
    ? sql`(${key} collate "C", ${id}) > (${position[0]} collate "C", ${position[1]}::uuid)`
    : sql`true`;
}

/** The same for a list that has the newest first. */
export function beforeInstant(key: SQL, id: SQL, cursor: string | undefined): SQL {
  const position = positionIn(cursor, "instant");
  return position ? sql`(${key}, ${id}) < (${position[0]}::timestamptz, ${position[1]}::uuid)` : sql`true`;
}

/** A sort key that has the newest first where texts ascend; never comes last. */
export function newestFirst(at: SQL): SQL {
  return sql`lpad((99999999999999999 - coalesce(micros(${at}), 0))::text, 17, '0')`;
}

/** A sort key that has the largest count first where texts ascend. */
export function mostFirst(count: SQL): SQL {
  return sql`lpad((9999999999 - ${count})::text, 10, '0')`;
}

/**
 * A page out of the rows that were found, one more than it holds if there are more, with the cursor of the next page,
 * null on the last.
 */
export function pageOf<R extends { sortKey: string }>(
  found: readonly R[],
  size: number,
  idOf: (row: R) => string,
): { rows: Omit<R, "sortKey">[]; next: string | null } {
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    rows: page.map(({ sortKey: _, ...row }) => row),
    next: found.length > size && last ? cursorOf([last.sortKey, idOf(last)]) : null,
  };
}
