import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { absoluteWords, dateTimeWords } from "@/components/ui/time-words";
import { type Change, changesOf } from "@/lib/audit/changes";
import type { AuditEntry } from "@/lib/audit/queries";
import { wordsOf } from "@/lib/audit/registry";
import { contentsChange, contentsFields } from "@/lib/roles/contents-change";
import { BeforeAndAfter, RoleChanges } from "./role-changes";

/** What an event changed, and all else that is known of it. */
export function EventDetail({
  base,
  event,
  zone,
  now,
}: {
  base: string;
  event: AuditEntry;
  zone: string;
  now: string;
}) {
  const contents = contentsChange(event.before, event.after);
  const internal = wordsOf(event.action)?.internal ?? [];
  const changes = changesOf(event.before, event.after, [...internal, ...(contents ? contentsFields : [])]);
  const nothing = changes.length === 0 && !contents;
  return (
    <div className="detail">
      <div className="changed">
        {nothing && (
          <p className="muted">
            {event.outcome === "denied" ? "Nothing was changed." : "The log holds no values of it."}
          </p>
        )}
        {contents && <RoleChanges change={contents} />}
        {changes.length > 0 && <Changes changes={changes} now={now} zone={zone} />}
      </div>
      <dl className="meta">
        <Known name="Outcome">{event.outcome === "denied" ? "Refused" : "Done"}</Known>
        <Known name="About">{event.target.label}</Known>
        {event.resource && event.resource.label !== event.target.label && (
          <Known name="On">{event.resource.label}</Known>
        )}
        {event.reason && <Known name="Reason given">{event.reason}</Known>}
        <Known name="Time">{absoluteWords(event.at, zone)}</Known>
        <Known name="Request">
          <code>{event.requestId}</code>
          {event.session && (
            <>
              , session <code>{event.session}</code>
            </>
          )}
        </Known>
        <Known name="Event">
          <code>{event.id}</code>
        </Known>
        <Known name="">
          <Link className="link" href={`${base}?event=${event.id}`}>
            Link to this event
          </Link>
        </Known>
      </dl>
    </div>
  );
}

/** Two columns where something was before and something is now, else one. */
function Changes({ changes, now, zone }: { changes: readonly Change[]; now: string; zone: string }) {
  const both = changes.some(({ was }) => was !== null) && changes.some(({ now: is }) => is !== null);
  return (
    <table className="changes">
      <caption>{both ? "What changed" : "What it says"}</caption>
      {both && <BeforeAndAfter of="Field" />}
      <tbody>
        {changes.map(({ field, was, now: is }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            {(both || was !== null) && (
              <td className={was === null ? undefined : "was"}>{inTime(was, now, zone)}</td>
            )}
            {both && (
              <td className="arrow">
                <Icon name="arrow-right" />
              </td>
            )}
            {(both || is !== null) && (
              <td className={is === null ? undefined : "now"}>{inTime(is, now, zone)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Known({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

/** A value that is an instant, in the workspace's time. */
function inTime(value: string | null, now: string, zone: string): string | null {
  return value !== null && instant.test(value) ? dateTimeWords(value, now, zone) : value;
}
