import type { CSSProperties } from "react";
import { classes } from "@/components/ui/classes";
import { type AuditView, isFiltered } from "@/lib/audit/input";
import type { AuditPage } from "@/lib/audit/queries";
import { counted, numberWords } from "@/lib/words/counts";
import { dayWords } from "./day-words";

/** How many events the filter leaves, and how they fell on the last 30 days; the chosen days stand out. */
export function BusyDays({ view, page }: { view: AuditView; page: AuditPage }) {
  const { days, now } = page;
  const most = Math.max(1, ...days.map(({ count }) => count));
  const chosen = ({ day }: { day: string }) =>
    Boolean(view.from || view.to) && (!view.from || day >= view.from) && (!view.to || day <= view.to);
  return (
    <div className="busy">
      <p>
        <b>{totalWords(page.total)}</b>
        {view.from || view.to ? "in this range" : isFiltered(view) ? "that fit" : "in the log"}
      </p>
      <div className="days" role="img" aria-label={summary(page)}>
        {days.map((one) => (
          <i
            key={one.day}
            className={classes(chosen(one) && "chosen")}
            style={{ "--share": one.count / most } as CSSProperties}
          />
        ))}
      </div>
      <p>{dayWords(days[0]?.day ?? "", now)} to today</p>
    </div>
  );
}

/** "76 events", "1,000+ events" */
export function totalWords({ count, capped }: AuditPage["total"]): string {
  const number = numberWords(count);
  return capped ? `${number}+ events` : counted(count, "event");
}

/** What the bars show, as a sentence. */
function summary({ days, now }: AuditPage): string {
  const busiest = days.reduce((a, b) => (b.count > a.count ? b : a), { day: "", count: 0, capped: false });
  const range = `${dayWords(days[0]?.day ?? "", now)} to ${dayWords(days.at(-1)?.day ?? "", now)}`;
  const quiet = days.filter(({ count }) => count === 0).length;
  if (busiest.count === 0) return `Events per day, ${range}: none.`;
  return `Events per day, ${range}. The most were ${totalWords(busiest)} on ${dayWords(busiest.day, now)}; ${quiet} days had none.`;
}
