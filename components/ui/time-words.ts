import type { Instant } from "@/lib/access/instant";

/** An ISO text, a Date, or an instant of the core (microseconds since 1970). */
export type Moment = string | Date | Instant;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function millisecondsOf(moment: Moment): number {
  if (typeof moment === "number") return moment / 1000;
  return (typeof moment === "string" ? new Date(moment) : moment).getTime();
}

/** The moment before an end: the last day of what ends at midnight is the day before. */
export function lastMomentOf(end: Moment): Date {
  return new Date(Math.ceil(millisecondsOf(end)) - 1);
}

const formats = new Map<string, Intl.DateTimeFormat>();
function partsOf(moment: Moment, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    // English (United States) for its three-letter months; the order of the parts is ours
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(
    format.formatToParts(millisecondsOf(moment)).map((part) => [part.type, part.value]),
  );
}

/** "15 Apr", with the year only when it is not that of `now`. */
export function dateWords(moment: Moment, now: Moment, zone: string): string {
  const at = partsOf(moment, zone);
  const year = at.year === partsOf(now, zone).year ? "" : ` ${at.year}`;
  return `${at.day} ${at.month}${year}`;
}

/** "09:41" */
export function clockWords(moment: Moment, zone: string): string {
  const at = partsOf(moment, zone);
  return `${at.hour}:${at.minute}`;
}

/** "15 Apr, 09:41" */
export function dateTimeWords(moment: Moment, now: Moment, zone: string): string {
  return `${dateWords(moment, now, zone)}, ${clockWords(moment, zone)}`;
}

/** "Mon 16 Mar 2026, 09:41 (Europe/Vienna)" */
export function absoluteWords(moment: Moment, zone: string): string {
  const at = partsOf(moment, zone);
  return `${at.weekday} ${at.day} ${at.month} ${at.year}, ${at.hour}:${at.minute} (${zone})`;
}

/** Whole days from `now` to `moment` on the calendar of the zone: 0 today, -1 yesterday, 1 tomorrow. */
export function calendarDays(moment: Moment, now: Moment, zone: string): number {
  const midnight = (of: Moment) => {
    const at = partsOf(of, zone);
    return Date.parse(`${at.day} ${at.month} ${at.year} UTC`);
  };
  return Math.round((midnight(moment) - midnight(now)) / day);
}

/** The time zone of the browser; on the server, the server's. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
function span(length: number): string {
  return length < hour ? `${Math.max(1, Math.floor(length / minute))} min` : `${Math.floor(length / hour)} h`;
}

/** "now", "12 min ago", "20 h ago", "yesterday", then the date. */
export function agoWords(moment: Moment, now: Moment, zone: string): string {
  const past = millisecondsOf(now) - millisecondsOf(moment);
  if (past < minute) return "now";
  const days = calendarDays(moment, now, zone);
  if (past < hour || days === 0) return `${span(past)} ago`;
  return days === -1 ? relative.format(-1, "day") : dateWords(moment, now, zone);
}

/** "23 h left", "12 min left"; "ended" when there is none. */
export function leftWords(until: Moment, now: Moment): string {
  const left = millisecondsOf(until) - millisecondsOf(now);
  return left <= 0 ? "ended" : `${span(left)} left`;
}

/** "in 11 days", "tomorrow", "today" */
export function inDaysWords(moment: Moment, now: Moment, zone: string): string {
  return relative.format(calendarDays(moment, now, zone), "day");
}
