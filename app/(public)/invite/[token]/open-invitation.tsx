import { AccessProfile } from "@/components/access-profile";
import { Avatar } from "@/components/avatar";
import { GuideList } from "@/components/guide-text";
import { InvitationChain } from "@/components/invitation-chain";
import { Sheet } from "@/components/shell/public-shell";
import { DeadlineRing } from "@/components/ui/deadline-ring";
import { LockedValue } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { calendarDays, clockWords, dateWords, millisecondsOf } from "@/components/ui/time-words";
import type { InvitationPage } from "@/lib/invitations/queries";
import { agreeing, listed } from "@/lib/words/counts";
import { SwitchPerson } from "../../switch-person";
import { AcceptAsMember } from "./accept-as-member";
import { AcceptAsNewcomer } from "./accept-as-newcomer";

type Open = Extract<InvitationPage, { state: "open" }>;

/** What is offered, by whom and until when, and the way to accept it for whoever looks at it. */
export function OpenInvitation({ token, invitation }: { token: string; invitation: Open }) {
  const { workspaceName, inviterName, viewer, email, sentAt, expiresAt, now } = invitation;
  return (
    <Sheet
      wide
      above={
        <InvitationChain
          workspace={workspaceName}
          inviter={inviterName}
          invitee={viewer.kind === "match" ? viewer.name : (email.split("@")[0] ?? "")}
        />
      }
      title={`${inviterName} invited you to ${workspaceName}`}
      lead={leadFor(invitation)}
      aside={{ label: "Your access", content: <Offered {...invitation} /> }}
    >
      {viewer.kind === "nobody" && <AcceptAsNewcomer token={token} email={email} />}
      {viewer.kind === "match" && (
        <div className="form">
          <LockedValue label="Signed in as">{email}</LockedValue>
          <AcceptAsMember token={token} />
        </div>
      )}
      {viewer.kind === "other" && (
        <div className="form">
          <Note kind="warn">
            You are signed in as {viewer.name} ({viewer.email}). This invitation was sent to <b>{email}</b>.
          </Note>
          <SwitchPerson to={`/invite/${token}`}>Sign out and go on with that address</SwitchPerson>
        </div>
      )}
      <p className="until">
        <DeadlineRing from={sentAt} until={expiresAt} now={now}>
          Works for {leftInWords(invitation)}, until {untilInWords(invitation)}
        </DeadlineRing>
      </p>
    </Sheet>
  );
}

function leadFor({ viewer }: Open): string {
  if (viewer.kind === "match") return "One press, and you are in.";
  if (viewer.kind === "other") return "Only the person it was sent to can accept it.";
  return "Give your name. A code goes to your address, and you can start right away.";
}

function Offered({ roles, groups, profile, inviterName, accessEndsAt, now, timeZone }: Open) {
  const joined = groups.length > 0 ? listed(groups) : null;
  return (
    <>
      <h2>{agreeing(roles.length, "Your role", "Your roles")}</h2>
      <p className="muted">What you may do from the first minute.</p>
      {roles.map(({ name, place, levels }) => (
        <div className="role-card" key={`${name} ${place}`}>
          <AccessProfile levels={levels} size="m" />
          <span>
            <b>{name}</b>
            {place && <span className="muted">on {place}</span>}
          </span>
        </div>
      ))}
      {joined && <p className="sub">You join {joined}.</p>}
      {profile.some((level) => level > 0) ? (
        <GuideList levels={profile} />
      ) : (
        <p className="muted">The rest of the workspace stays closed until somebody opens it to you.</p>
      )}
      {accessEndsAt && (
        <p className="sub">
          Your access ends when {dateWords(millisecondsOf(accessEndsAt) * 1000 - 1, now, timeZone)} is over.
        </p>
      )}
      <h3 className="sub">Who answers for you</h3>
      <ul className="rows">
        <li>
          <Avatar name={inviterName} size="m" />
          <span>
            <b>{inviterName}</b>
            <small>Invited you, and can say what it is about</small>
          </span>
        </li>
      </ul>
    </>
  );
}

function leftInWords({ expiresAt, now }: Open): string {
  const minutes = Math.max(1, Math.floor((millisecondsOf(expiresAt) - millisecondsOf(now)) / 60_000));
  const [count, unit] = minutes < 60 ? [minutes, "minute"] : [Math.floor(minutes / 60), "hour"];
  return `${count} more ${agreeing(count, unit, `${unit}s`)}`;
}

function untilInWords({ expiresAt, now, timeZone }: Open): string {
  const tomorrow = calendarDays(expiresAt, now, timeZone) === 1 ? "tomorrow, " : "";
  return `${tomorrow}${clockWords(expiresAt, timeZone)} (${timeZone})`;
}
