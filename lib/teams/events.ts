import { type Attempts, eventsAbout, type Where } from "@/lib/doorway/event";
import { asRoles, at, list, roleEnded, who } from "@/lib/doorway/sentence";

/** What somebody may do on the object, and until when; only what is not as usual. */
export type TermsInLog = {
  roles: string[];
  rights?: string[];
  endsAt?: string;
  endsWith?: string;
  reviewOn?: string;
};

type About = { target: "member" | "group"; resource: Where };

const event = eventsAbout("Team");

export const teamEvents = {
  roleAdded: event<About & { after: TermsInLog }>("team.role-added", "Added to a team", (e) => [
    "Added ",
    who(e),
    " to the team",
    ...at(" of ", e),
    asRoles(e.after?.roles),
  ]),
  roleChanged: event<About & { before: TermsInLog; after: TermsInLog }>(
    "team.role-changed",
    "Team role changed",
    (e) => ["Changed what ", who(e), " may do", ...at(" on ", e), fromTo(e.before?.roles, e.after?.roles)],
  ),
  roleEnded: event<About & { before: TermsInLog }>("team.role-ended", "Taken from a team", roleEnded),
  left: event<About & { before: TermsInLog }>("team.left", "Team left", (e) => [
    "Gave back the own place on the team",
    ...at(" of ", e),
    asRoles(e.before?.roles),
  ]),
};

export const teamAttempts: Attempts = {
  kind: "Team",
  words: {
    "teams.add": "add somebody to a team",
    "teams.revise": "change somebody’s place on a team",
    "teams.remove": "take somebody off a team",
    "teams.leave": "leave a team",
  },
};

/** Nothing where a change is one of rights or time, and not of the role. */
function fromTo(before: unknown, after: unknown): string {
  const [was, is] = [list(before), list(after)];
  return was === is ? "" : `: from ${was} to ${is}`;
}
