import { PersonCell } from "@/components/person-cell";
import { MoreRoles, RoleChip } from "@/components/role-chip";
import { StatusMark } from "@/components/status-mark";
import { DeadlineRing } from "@/components/ui/deadline-ring";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { agoWords, dateWords, lastMomentOf, type Moment } from "@/components/ui/time-words";
import type { PendingInvitation, PendingPage } from "@/lib/invitations/queries";
import { InvitationMenu } from "./invitation-menu";
import { ResendButton } from "./resend-button";

/** Invitations that wait or have expired, as a table; cards on phones. */
export function PendingInvitations({
  workspace,
  page,
  now,
  timeZone,
  mayInvite,
}: {
  workspace: string;
  page: PendingPage;
  now: Moment;
  timeZone: string;
  mayInvite: boolean;
}) {
  if (page.rows.length === 0)
    return (
      <EmptyState icon="mail" title="No invitation waits">
        Whoever is invited stands here until they accept. An invitation works for 24 hours.
      </EmptyState>
    );
  return (
    <table className="tbl cards">
      <caption className="sr">Pending invitations</caption>
      <thead>
        <tr>
          <th scope="col">Invited</th>
          <th scope="col">Roles</th>
          <th scope="col">Status</th>
          <th scope="col">Works until</th>
          <th scope="col" className="groups">
            Groups
          </th>
          <th scope="col" className="joined">
            Access ends
          </th>
          <th scope="col" className="hurry">
            <span className="sr">Resend</span>
          </th>
          <th scope="col">
            <span className="sr">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <tr className="sec">
          <th scope="colgroup" colSpan={8}>
            <span>
              {countsInWords(page.counts)} <span className="n">· an invitation works for 24 hours</span>
            </span>
          </th>
        </tr>
        {page.rows.map((row) => (
          <Row key={row.id} row={row} time={{ now, zone: timeZone }} {...{ workspace, mayInvite }} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  row,
  time,
  workspace,
  mayInvite,
}: {
  row: PendingInvitation;
  time: { now: Moment; zone: string };
  workspace: string;
  mayInvite: boolean;
}) {
  const { now, zone } = time;
  const [first, ...others] = row.roles;
  return (
    <tr>
      <th scope="row">
        <PersonCell
          name={row.email}
          second={`Invited by ${row.inviter}, ${agoWords(row.sentAt, now, zone)}`}
          kind="pending"
        />
      </th>
      <td className="roles">
        {first && <RoleChip name={inPlace(first)} levels={first.levels} />}
        <MoreRoles names={others.map(inPlace)} />
        {!first && <span className="faint">No workspace role</span>}
      </td>
      <td className="status">
        <StatusMark status={row.status} />
      </td>
      <td className="when keep">
        {row.status === "pending" ? (
          <DeadlineRing from={row.sentAt} until={row.expiresAt} now={now} />
        ) : (
          `on ${dateWords(row.expiresAt, now, zone)}`
        )}
      </td>
      <td className="groups">
        <span className="cut" title={row.groups.join(", ")}>
          {row.groups.join(", ")}
        </span>
      </td>
      <td className="joined nowrap">
        {row.accessEndsAt && <Time at={lastMomentOf(row.accessEndsAt)} {...time} />}
      </td>
      <td className="hurry">
        {mayInvite && row.status === "expired" && <ResendButton workspace={workspace} invitation={row} />}
      </td>
      <td>{mayInvite && <InvitationMenu workspace={workspace} invitation={row} />}</td>
    </tr>
  );
}

function inPlace({ name, place }: PendingInvitation["roles"][number]): string {
  return place ? `${name} on ${place}` : name;
}

function countsInWords({ pending, expired }: PendingPage["counts"]): string {
  return [pending > 0 && `${pending} pending`, expired > 0 && `${expired} expired`]
    .filter(Boolean)
    .join(", ");
}
