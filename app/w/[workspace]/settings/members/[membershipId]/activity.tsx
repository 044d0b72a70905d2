import { SectionHead } from "@/components/ui/page-head";
import { Time } from "@/components/ui/time";
import { sentenceText } from "@/lib/audit/sentence";
import type { MemberDetail } from "@/lib/members/detail";

/** What the member did here lately, as the audit log tells it. */
export function Activity({
  workspace,
  member,
  activity,
}: {
  workspace: string;
  member: MemberDetail;
  activity: NonNullable<MemberDetail["activity"]>;
}) {
  return (
    <section>
      <SectionHead
        title="Recent activity"
        end={
          <a className="link" href={`/w/${workspace}/settings/audit?q=${encodeURIComponent(member.email)}`}>
            Audit log
          </a>
        }
      />
      {activity.length === 0 ? (
        <p className="muted">Nothing yet.</p>
      ) : (
        <ol className="thread">
          {activity.map((event) => (
            <li key={event.id} className="sq">
              {sentenceText(event)}
              <div className="how">
                <Time at={event.at} now={member.now} zone={member.timeZone} format="datetime" />
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
