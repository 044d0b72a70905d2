import { type Attempts, eventsAbout } from "@/lib/doorway/event";
import { asRoles, at, who } from "@/lib/doorway/sentence";

type Offer = { roles: string[]; groups: string[] };
type Sent = { target: "invitation"; after: Offer & { expiresAt: string; accessEndsAt: string | null } };
type Resent = { target: "invitation"; before: { expiresAt: string }; after: Offer & { expiresAt: string } };
type Removed = {
  target: "invitation";
  before: { status: "pending" | "expired" };
  after: { status: "removed" };
};
type Accepted = {
  target: "invitation";
  /** `member`: the membership it led to. */
  after: Offer & { member: string; name: string; accessEndsAt: string | null; invitedBy: string };
};

const event = eventsAbout("Invitation");

export const invitationEvents = {
  sent: event<Sent>("invitation.sent", "Invitation sent", (e) => [
    "Invited ",
    who(e),
    asRoles(e.after?.roles),
    ...at(" on ", e),
  ]),
  resent: event<Resent>("invitation.resent", "Invitation resent", (e) => [
    "Resent the invitation of ",
    who(e),
  ]),
  removed: event<Removed>("invitation.removed", "Invitation removed", (e) => [
    "Removed the invitation of ",
    who(e),
  ]),
  accepted: event<Accepted>(
    "invitation.accepted",
    "Invitation accepted",
    (e) => ["Accepted the invitation for ", who(e), asRoles(e.after?.roles)],
    ["member"],
  ),
};

export const invitationAttempts: Attempts = {
  kind: "Invitation",
  words: {
    "invitations.invite": "invite somebody",
    "invitations.invite-many": "invite many people",
    "invitations.resend": "resend an invitation",
    "invitations.remove": "remove an invitation",
  },
};
