import type { ObjectKind } from "@/lib/access/facts";
import { type Attempts, eventsAbout, type Where } from "@/lib/doorway/event";
import {
  at,
  type LoggedEvent,
  list,
  named,
  type Piece,
  roleEnded,
  rolesOnlyIn,
  who,
} from "@/lib/doorway/sentence";

type About = { target: ObjectKind; resource: Where };
type Named = { name: string };
/** `below`: how many objects below it went the same way. */
type WithAllBelow = About & { after: { below: number } };
type Moved = About & { before: { in: string }; after: { in: string; gain: number; lose: number } };

const event = eventsAbout("Object");

export const objectEvents = {
  created: event<About & { after: Named & { in: string } }>("object.created", "Object created", (e) => [
    `Created the ${e.target.kind} `,
    who(e),
    ...named(" in ", e.after?.in),
  ]),
  renamed: event<About & { before: Named; after: Named }>("object.renamed", "Object renamed", (e) => [
    `Renamed the ${e.target.kind} `,
    ...named("", e.before?.name),
    " to ",
    who(e),
  ]),
  moved: event<Moved>("object.moved", "Object moved", (e) => [
    `Moved the ${e.target.kind} `,
    who(e),
    ...named(" from ", e.before?.in),
    ...named(" to ", e.after?.in),
  ]),
  archived: event<WithAllBelow>("object.archived", "Object archived", (e) => [
    `Archived the ${e.target.kind} `,
    who(e),
  ]),
  restored: event<WithAllBelow>("object.restored", "Object restored", (e) => [
    `Restored the ${e.target.kind} `,
    who(e),
  ]),
  completed: event<About & { after: { grantsEnded: number } }>(
    "object.completed",
    "Project completed",
    (e) => ["Completed the project ", who(e)],
  ),
  reopened: event<About & { before: { completedAt: string | null } }>(
    "object.reopened",
    "Project reopened",
    (e) => ["Reopened the project ", who(e)],
  ),
};

type ProductRoles = {
  target: "member" | "group";
  resource: Where;
  before: { roles: string[] };
  after: { roles: string[]; accessEndsAt?: string };
};

const governanceEvent = eventsAbout("Governance");

export const productEvents = {
  roleAdded: governanceEvent<ProductRoles>("product.role-added", "Product role given", roleGiven),
  roleEnded: governanceEvent<ProductRoles>("product.role-ended", "Product role ended", roleEnded),
};

export const objectAttempts: Attempts = {
  kind: "Object",
  words: {
    "objects.create": "create an object",
    "objects.rename": "rename an object",
    "objects.move": "move an object",
    "objects.archive": "archive an object",
    "objects.restore": "restore an object",
    "objects.complete": "complete a project",
    "objects.reopen": "reopen a project",
  },
};

const governance = new Set(["Owner", "Steward", "Custodian", "Data Architect"]);

function roleGiven(event: LoggedEvent): Piece[] {
  const roles = rolesOnlyIn(event.after, event.before);
  const isGovernance = roles.length > 0 && roles.every((role) => governance.has(role));
  return isGovernance
    ? ["Named ", who(event), ` ${list(roles)}`, ...at(" of ", event)]
    : ["Gave ", who(event), ` ${list(roles) || "a role"}`, ...at(" on ", event)];
}
