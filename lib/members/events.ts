import { type Attempts, eventsAbout } from "@/lib/doorway/event";
import { count, type LoggedEvent, list, type Piece, roleAdded, roleEnded, who } from "@/lib/doorway/sentence";

type Status = "active" | "deactivated";
/** `endsAt`: ISO; null: no end, where there was one. */
type Held = { roles: string[]; endsAt?: string | null };
type Roles = { target: "member"; before: Held; after: Held };
type Revoked = {
  target: "member";
  before: { status: Status; roles: string[] };
  after: { status: "removed" };
};
type Became<Before, After> = { target: "member"; before: { status: Before }; after: { status: After } };

const event = eventsAbout("Member");
const sessionEvent = eventsAbout("Session");

export const memberEvents = {
  roleChanged: event<Roles>("member.role-changed", "Roles changed", rolesChanged),
  roleAdded: event<Roles>("member.role-added", "Role added", roleAdded),
  roleEnded: event<Roles>("member.role-ended", "Role ended", roleEnded),
  deactivated: event<Became<"active", "deactivated">>("member.deactivated", "Member deactivated", (e) => [
    "Deactivated ",
    who(e),
  ]),
  reactivated: event<Became<"deactivated", "active">>("member.reactivated", "Member reactivated", (e) => [
    "Reactivated ",
    who(e),
  ]),
  revoked: event<Revoked>("member.revoked", "Access revoked", (e) => ["Revoked the access of ", who(e)]),
  sessionsEnded: sessionEvent<{ target: "member"; after: { sessions: number } }>(
    "member.sessions-ended",
    "Sessions ended",
    (e) => [`Ended ${sessions(e.after?.sessions)} of `, who(e)],
  ),
};

export const memberAttempts: Attempts = {
  kind: "Member",
  words: {
    "members.make-role": "change a member’s role",
    "members.add-role": "add a role to a member",
    "members.end-role": "end a member’s role",
    "members.deactivate": "deactivate a member",
    "members.make-role-many": "change the roles of many members",
    "members.deactivate-many": "deactivate many members",
    "members.reactivate": "reactivate a member",
    "members.revoke": "revoke a member’s access",
    "members.end-sessions": "end a member’s sessions",
  },
};

function rolesChanged(event: LoggedEvent): Piece[] {
  const [was, is] = [list(event.before?.roles), list(event.after?.roles)];
  if (!is) return ["Took all roles from ", who(event)];
  return was ? ["Changed ", who(event), ` from ${was} to ${is}`] : ["Made ", who(event), ` ${is}`];
}

function sessions(number: unknown): string {
  return typeof number === "number" ? count(number, "session") || "no session" : "the sessions";
}
