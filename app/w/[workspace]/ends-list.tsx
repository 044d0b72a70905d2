import { SectionHead } from "@/components/ui/page-head";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { calendarDays, inDaysWords, lastMomentOf } from "@/components/ui/time-words";
import type { Home } from "@/lib/home/queries";

const soonDays = 30;

/** What ends when, the next first. */
export function EndsList({ home }: { home: Home }) {
  const ends = [
    ...home.roles.map(({ grantId, name, group, endsAt }) => ({ grantId, what: name, group, endsAt })),
    ...home.places.map(({ grantId, role, resource, group, endsAt }) => ({
      grantId,
      what: `${role} on ${resource.name}`,
      group,
      endsAt,
    })),
  ]
    .flatMap((one) => (one.endsAt ? [{ ...one, last: lastMomentOf(one.endsAt) }] : []))
    .toSorted((a, b) => a.last.getTime() - b.last.getTime());
  return (
    <section>
      <SectionHead title="What ends when" />
      {ends.length === 0 ? (
        <p className="muted">Nothing of yours has an end date.</p>
      ) : (
        <ol className="thread ends">
          {ends.map(({ grantId, what, group, last }) => {
            const soon = calendarDays(last, home.now, home.timeZone) <= soonDays;
            return (
              <li key={grantId} className={soon ? "soon" : group ? "sq" : undefined}>
                <span className="row">
                  <Time at={last} now={home.now} zone={home.timeZone} />
                  {soon && <Tag kind="warn">{inDaysWords(last, home.now, home.timeZone)}</Tag>}
                </span>
                <div>{what}</div>
                <div className="how">{group ? `Ends for all of ${group}` : "Given to you directly"}</div>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
