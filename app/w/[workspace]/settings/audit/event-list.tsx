import { Avatar } from "@/components/avatar";
import { classes } from "@/components/ui/classes";
import { Icon } from "@/components/ui/icon";
import { Time } from "@/components/ui/time";
import { absoluteWords, calendarDays } from "@/components/ui/time-words";
import type { AuditEntry, AuditPage } from "@/lib/audit/queries";
import { EventDetail } from "./event-detail";

/** The thread of events, a section for each day of the workspace. */
export function EventList({ base, page }: { base: string; page: AuditPage }) {
  return byDay(page).map(({ day, ago, events }) => (
    <section key={day}>
      <h2 className="day">
        {ago ? (
          <>
            {ago} <span>{day}</span>
          </>
        ) : (
          day
        )}
      </h2>
      <ol>
        {events.map((event) => (
          <Event key={event.id} base={base} event={event} page={page} />
        ))}
      </ol>
    </section>
  ));
}

function Event({ base, event, page }: { base: string; event: AuditEntry; page: AuditPage }) {
  const { timeZone, now } = page;
  const system = event.actor.id === null;
  return (
    <li className={classes("event", event.outcome === "denied" && "denied")} id={`event-${event.id}`}>
      <details open={page.opened === event.id}>
        <summary>
          <Time at={event.at} now={now} zone={timeZone} format="clock" />
          <span className="by">
            <Avatar name={event.actor.name} kind={system ? "system" : "person"} />
            <span className="cut">{event.actor.name}</span>
          </span>
          <span className="what cut">
            {event.sentence.map(({ text, strong }, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: a sentence never changes
              strong ? <b key={index}>{text}</b> : text,
            )}
          </span>
          <span className="kind">{event.kind}</span>
          <Icon name="chevron-down" />
        </summary>
        <EventDetail base={base} event={event} zone={timeZone} now={now} />
      </details>
    </li>
  );
}

/** The events in sections, in the order they come; "Today" and "Yesterday" by name. */
function byDay({ events, now, timeZone }: AuditPage) {
  const days: { day: string; ago: string | null; events: AuditEntry[] }[] = [];
  for (const event of events) {
    const day = absoluteWords(event.at, timeZone).split(",", 1)[0] ?? "";
    if (days.at(-1)?.day !== day) {
      const distance = calendarDays(event.at, now, timeZone);
      days.push({ day, ago: distance === 0 ? "Today" : distance === -1 ? "Yesterday" : null, events: [] });
    }
    days.at(-1)?.events.push(event);
  }
  return days;
}
