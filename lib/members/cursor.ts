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
