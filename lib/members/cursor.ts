import { z } from "zod";

const Position = z.tuple([z.string().max(400), z.uuid()]);

/** Where a page of a list ends: the sort key of its last row, and the row's id for equal keys. */
export type Position = z.output<typeof Position>;

export function cursorOf(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** The position in a cursor, or null for anything that is none: the list then begins at its start. */
export function positionIn(cursor: string | undefined): Position | null {
  if (!cursor) return null;
  try {
    return Position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    return null;
  }
}
