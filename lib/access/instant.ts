/** A point in time: microseconds since 1970-01-01T00:00Z, exact as a number until the year 2255. */
export type Instant = number;

/** When a fact holds: from `from` on, until just before `to`; `to: null` is open-ended. */
export type Validity = { from: Instant; to: Instant | null };

const shape =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/;

/**
 * The instant an ISO 8601 text names, to the microsecond, which a `Date` would drop. PostgreSQL's own output
 * (`2026-06-01 12:00:00.25+00`) is understood too.
 * @throws RangeError when the text is no date-time, names no day of the calendar, or has no time zone.
 */
export function instantOf(iso: string): Instant {
  const parts = shape.exec(iso);
  if (!parts) throw new RangeError(`Not a date-time with a time zone: ${iso}`);
  const [, day, minute, second = "00", fraction = "", sign, hours = "00", minutes = "00"] = parts;
  const local = Date.parse(`${day}T${minute}:${second}Z`);
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== day) {
    throw new RangeError(`No such date or time: ${iso}`);
  }
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60_000 : 60_000);
  return (local - offset) * 1000 + Number(fraction.padEnd(6, "0"));
}

/** An instant as ISO text, to the millisecond. */
export function isoOf(at: Instant): string {
  return new Date(at / 1000).toISOString();
}

/** Whether the fact holds at that instant: `from` is inside, `to` is not. */
export function holdsAt(validity: Validity, at: Instant): boolean {
  return validity.from <= at && lastsAt(validity, at);
}

/** Whether the fact holds at that instant or later. */
export function lastsAt({ to }: Pick<Validity, "to">, at: Instant): boolean {
  return to === null || at < to;
}

/** The time in which both hold, or null when there is none. */
export function overlapOf(a: Validity, b: Validity): Validity | null {
  const from = Math.max(a.from, b.from);
  const to = a.to === null ? b.to : b.to === null ? a.to : Math.min(a.to, b.to);
  return to === null || from < to ? { from, to } : null;
}
