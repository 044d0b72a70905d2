import { SectionHead } from "@/components/ui/page-head";
import { Time } from "@/components/ui/time";
import { sentenceOf } from "@/lib/audit/sentence";
import type { ObjectOverview } from "@/lib/resources/overview";

/** What happened to the object lately, as the audit log tells it. */
export function Activity({
  workspace,
  resourceId,
  overview: { now, timeZone },
  activity,
}: {
  workspace: string;
  resourceId: string;
  overview: ObjectOverview;
  activity: NonNullable<ObjectOverview["activity"]>;
}) {
  return (
    <section>
      <SectionHead
        title="Activity"
        end={
          <a className="link" href={`/w/${workspace}/settings/audit?about=${resourceId}`}>
            All in the audit log
          </a>
        }
      />
      {activity.length === 0 ? (
        <p className="muted">Nothing within the last 90 days.</p>
      ) : (
        <ol className="thread">
          {activity.map((event) => (
            <li key={event.id} className="sq">
              {sentenceOf(event).map(({ text, strong }, index) =>
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never move
                strong ? <b key={index}>{text}</b> : text,
              )}
              <div className="how">
                {event.actor}, <Time at={event.at} now={now} zone={timeZone} format="datetime" />
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
