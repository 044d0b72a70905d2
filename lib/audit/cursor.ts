/** A place in the log: microseconds since 1970 and the sequence number, both in digits, since neither fits a Date. */
export type Position = { micros: string; seq: string };

const shape = /^(0|[1-9]\d{0,15})\.(0|[1-9]\d{0,18})$/;
const greatestSeq = 9_223_372_036_854_775_807n;

/** An opaque text for a place in the log, safe in a URL. */
export function cursorOf({ micros, seq }: Position): string {
  return Buffer.from(`${micros}.${seq}`).toString("base64url");
}

/** The place a cursor names; null for every text that {@link cursorOf} would not have written. */
export function positionIn(cursor: string): Position | null {
  const [, micros, seq] = shape.exec(Buffer.from(cursor, "base64url").toString("latin1")) ?? [];
  if (micros === undefined || seq === undefined) return null;
  if (!Number.isSafeInteger(Number(micros)) || BigInt(seq) > greatestSeq) return null;
  return cursorOf({ micros, seq }) === cursor ? { micros, seq } : null;
}
