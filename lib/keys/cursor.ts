import { z } from "zod";

const Position = z.tuple([z.string().regex(/^\d{1,16}$/), z.uuid()]);

/** Where a page of keys ends: when its last key was made, in microseconds, and the key's id for equal times. */
export type Position = z.output<typeof Position>;

export function cursorOf(position: Position): string {
  return position.join("-");
}

/** The position in a cursor, or null for anything that is none: the list then begins at its start. */
export function positionIn(cursor: string | undefined): Position | null {
  const [, micros, id] = /^(\d+)-(.+)$/.exec(cursor ?? "") ?? [];
  const read = Position.safeParse([micros, id]);
  return read.success ? read.data : null;
}
