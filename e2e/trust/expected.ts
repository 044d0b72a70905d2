import type { Room } from "./room.ts";
import { audit } from "./rooms/audit.ts";
import { explain } from "./rooms/explain.ts";
import { groups } from "./rooms/groups.ts";
import { home } from "./rooms/home.ts";
import { invitations } from "./rooms/invitations.ts";
import { keys } from "./rooms/keys.ts";
import { members } from "./rooms/members.ts";
import { objects } from "./rooms/objects.ts";
import { roles } from "./rooms/roles.ts";
import { sessions } from "./rooms/sessions.ts";
import { teams } from "./rooms/teams.ts";

const rooms = [home, explain, members, groups, invitations, roles, objects, teams, audit, sessions, keys];

/** The endpoints of all rooms together, by the name that the build gives them. */
export const workspacePages = ofRooms(({ pages }) => pages);
export const routes = ofRooms((room) => room.routes);
export const questions = ofRooms((room) => room.questions);
export const keyed = ofRooms((room) => room.keyed);
export const actions = ofRooms((room) => room.actions);

function ofRooms<T>(part: (room: Room) => Record<string, T> | undefined): Record<string, T> {
  return Object.assign({}, ...rooms.map(part));
}

/** One handler, many questions: each is listed by its name. */
export const questionRoute = "/api/w/[workspace]/questions/[question]/route";

/** One page, ten addresses: each feature needs its own Viewer. */
export const featurePage = "/w/[workspace]/features/[feature]/page";

/** Pages outside every workspace: where each kind of visitor ends up, as status or as path redirected to. */
export const outerPages: Record<string, { nobody: number | string; signedIn: number | string }> = {
  "/(public)/sign-in/page": { nobody: 200, signedIn: "/" },
  "/(public)/sign-in/sent/page": { nobody: 200, signedIn: 200 },
  "/(public)/sign-in/expired/page": { nobody: 200, signedIn: 200 },
  "/(public)/sign-in/confirm/page": { nobody: "/sign-in/expired", signedIn: "/sign-in/expired" },
  "/(public)/invite/[token]/page": { nobody: 200, signedIn: 200 },
  "/sessions/page": { nobody: "/sign-in", signedIn: 200 },
  "/mailbox/page": { nobody: 200, signedIn: 200 },
};
/** The front door leads everybody to the first workspace of their own, whoever has none to a page that says so. */
export const frontDoor = "/page";
/** Of the framework: they hold nothing of anybody's. */
export const frameworkPages = ["/_global-error/page", "/_not-found/page"];

export const openRoutes = [
  "/.well-known/authzen-configuration/route",
  "/api/auth/[...nextauth]/route",
  "/api/health/route",
  "/api/mailbox/route",
  "/api/ready/route",
  "/icon.svg/route",
];

/** Actions of one's own that answer `invalid` when authorisation has let them pass: the code that is sent is wrong. */
export const wrongCode = [
  "app/proof/actions.ts#confirmCodeAction",
  "app/(public)/invite/[token]/actions.ts#completeAcceptanceAction",
];
/** The invitation is taken up by its person in a session; nobody else can even begin. */
export const acceptsInSession = "app/(public)/invite/[token]/actions.ts#acceptInvitationAction";
