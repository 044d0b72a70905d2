import { dateWords, type Moment } from "@/components/ui/time-words";

/** A calendar day in words: "15 Apr", with the year only when it is not that of `now`. */
export function dayWords(day: string, now: Moment): string {
  return dateWords(`${day}T00:00:00Z`, now, "UTC");
}

/** First and last day in words: "10–16 Mar", "28 Feb – 3 Mar", "from 10 Mar", "until 16 Mar"; undefined without dates. */
export function rangeWords(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: Moment,
): string | undefined {
  if (from && to) {
    if (from === to) return dayWords(from, now);
    const sameMonth = from.slice(0, 7) === to.slice(0, 7);
    return sameMonth
      ? `${Number(from.slice(8))}–${dayWords(to, now)}`
      : `${dayWords(from, now)} – ${dayWords(to, now)}`;
  }
  if (from) return `from ${dayWords(from, now)}`;
  return to ? `until ${dayWords(to, now)}` : undefined;
}

/** The calendar day some days before another one. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
