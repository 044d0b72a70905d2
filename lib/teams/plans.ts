import "server-only";
import { and, eq, inArray, or, sql } from "drizzle-orm";
import { holdsNow } from "@/db/dated";
import { grants } from "@/db/schema/grants";
import { instantOf } from "@/lib/access/instant";
import { contains } from "@/lib/access/permission-set";
import { permissionsInShort } from "@/lib/access/permission-words";
import { effectiveOf } from "@/lib/access/role";
import { beyondTerm, type Term, type TermedOffer } from "@/lib/access/term";
import { targetOf } from "@/lib/changes/guards";
import type { Plan, Row, Subject } from "@/lib/changes/plan";
import { end, give } from "@/lib/changes/writes";
import { GuardRefusal, notFound, Refusal } from "@/lib/doorway/outcome";
import { demand, type Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/facts/facts";
import { type DirectGrant, directGrants, heldBeyond, holdsMoreWords, ownWords } from "./direct";
import { teamEvents } from "./events";
import type { Addition, Revision } from "./input";
import { type Place, teamLetters } from "./letters";
import { completionOf, openObject, storedObject, type TeamObject } from "./object";
import { type End, endOf, type Offer, offerOf } from "./offer";
import { concerned, type Principal, principalsOf, reachesActor } from "./principals";
import { differenceWords, roleWords } from "./words";

/** What is given beside whom it is given to. */
type Terms = { offer: Offer; end: End; reviewOn: string | null };

/** Puts members and groups on the team of an object, all with the same role, rights and end. */
export async function planAddition(
  scope: Scope,
  input: Addition & { reviewOn?: string | undefined },
): Promise<Plan> {
  const object = await openObject(scope, input.resourceId);
  const principals = await principalsOf(scope, input);
  if (principals.length === 0)
    throw new Refusal("invalid", "Choose somebody to add.", { membershipIds: "Choose somebody to add." });
  const own = principals.find((principal) => reachesActor(scope, principal));
  if (own) throw new GuardRefusal(ownWords(own));
  await refuseThoseOnIt(scope, object, principals);
  const offer = await offerOf(scope, input.roleId, input.rights);
  const terms = await bothEnds(scope, object, {
    offer,
    end: await endOf(scope, object, input.ends),
    reviewOn: input.reviewOn ?? null,
  });
  return teamPlan(scope, object, {
    permission: "group-access:manage",
    rows: principals.map((principal) => ({
      principal,
      before: null,
      after: terms,
      gives: [worthOf(object, terms)],
    })),
    writes: () => [give(principals.map((principal) => giftOf(object, principal, terms)))],
    event: (_, about) => teamEvents.roleAdded({ ...about, after: termsTold(terms) }),
  });
}

async function refuseThoseOnIt(
  { tx, workspace }: Scope,
  object: TeamObject,
  principals: readonly Principal[],
): Promise<void> {
  const ids = principals.map(({ id }) => id);
  const [found] = await tx
    .select({ id: sql<string>`coalesce(${grants.membershipId}, ${grants.groupId})` })
    .from(grants)
    .where(
      and(
        eq(grants.workspaceId, workspace.id),
        eq(grants.resourceId, object.id),
        holdsNow(grants),
        or(inArray(grants.membershipId, ids), inArray(grants.groupId, ids)),
      ),
    )
    .limit(1);
  const already = found && principals.find(({ id }) => id === found.id);
  if (already)
    throw new Refusal(
      "conflict",
      `${already.name} is on the team of ${object.name} already. Change that row instead.`,
      { membershipIds: `Take out ${already.name}.` },
    );
}

/**
 * Changes role, object rights, end or review date of a direct place on a team: ends it, and begins another. A change of
 * the role needs group-access:manage. What the change adds (everything, where the end changes) meets the ceiling;
 * whoever would lose must not hold more than the person who asks.
 */
export async function planRevision(scope: Scope, input: Revision): Promise<Plan> {
  const object = await openObject(scope, input.resourceId);
  const [grant] = await directGrants(scope, object, [input.grantId]);
  if (!grant) throw new Error("a grant that was found is missing");
  if (input.roleId !== grant.role.id) demand(scope, "group-access:manage", object);
  refuseOwn(scope, [grant]);
  const offer = await offerOf(scope, input.roleId, input.rights, grant);
  const held = { until: grant.until, with: grant.endsWith };
  const asked = input.ends ? await endOf(scope, object, input.ends) : held;
  const reviewOn = input.reviewOn === undefined ? grant.reviewOn : input.reviewOn;
  const changesEnd = endKey(asked) !== endKey(held);
  const terms = changesEnd
    ? await bothEnds(scope, object, { offer, end: asked, reviewOn })
    : { offer, end: asked, reviewOn };
  const worth = effectiveOf(offer.contents, offer, false);
  const sameWorth = contains(grant.worth, worth) && contains(worth, grant.worth);
  const same = sameWorth && offer.role.id === grant.role.id;
  if (same && !changesEnd && reviewOn === grant.reviewOn)
    throw new Refusal("invalid", "Nothing was changed. Change something, or close this.");
  const takes = changesEnd || !contains(worth, grant.worth);
  return teamPlan(scope, object, {
    permission: "group-access:edit",
    rows: [
      {
        principal: grant.principal,
        before: grant,
        after: terms,
        gives: [{ ...worthOf(object, terms), ...(changesEnd ? {} : { already: grant.worth }) }],
      },
    ],
    higher: takes ? [grant] : [],
    writes: () => [end([grant.id]), give([giftOf(object, grant.principal, terms)])],
    event: (_, about) =>
      teamEvents.roleChanged({ ...about, before: grantDetails(grant), after: termsTold(terms) }),
  });
}

/** Takes people and groups off the team of an object, where they are on it directly. */
export async function planRemoval(
  scope: Scope,
  { resourceId, grantIds }: { resourceId: string; grantIds: readonly string[] },
): Promise<Plan> {
  const object = await openObject(scope, resourceId);
  const held = await directGrants(scope, object, grantIds);
  refuseOwn(scope, held);
  return teamPlan(scope, object, {
    permission: "group-access:manage",
    ...ending(held, teamEvents.roleEnded),
    higher: held,
  });
}

/**
 * Gives back one's own place on a team; on an archived object, too.
 * @throws Refusal `not-found` for whoever has no such place of their own
 */
export async function planLeaving(
  scope: Scope,
  { resourceId, grantId }: { resourceId: string; grantId: string },
): Promise<Plan> {
  const isOwn = scope.facts.grants.some(
    ({ id, groupId, resource }) => id === grantId && groupId === null && resource.id === resourceId,
  );
  if (!isOwn) throw notFound();
  const object = await storedObject(scope, resourceId);
  return teamPlan(scope, object, ending(await directGrants(scope, object, [grantId]), teamEvents.left));
}

type TeamRow = Row & {
  subject: Subject<"member" | "group">;
  principal: Principal;
  before: DirectGrant | null;
  after: Terms | null;
};
/** Whom and where an event is about, and why it was done. */
type About = {
  target: { kind: "member" | "group"; id: string; label: string };
  resource: TeamObject;
  reason: string | undefined;
};
type Parts = {
  permission?: "group-access:manage" | "group-access:edit";
  rows: readonly Omit<TeamRow, "subject">[];
  /** Grants whose holders must not hold more on the object than the person who asks. */
  higher?: readonly DirectGrant[];
  writes: Plan["writes"];
  event: (row: TeamRow, about: About) => ReturnType<Plan["event"]>;
};

async function teamPlan(scope: Scope, object: TeamObject, parts: Parts): Promise<Plan<TeamRow>> {
  const { permission = "group-access:manage", rows, higher = [], writes, event } = parts;
  const holders = higher.flatMap(({ principal }) => (principal.kind === "member" ? [principal.userId] : []));
  const facts = await factsOfPeople(scope.tx, scope.workspace, holders);
  const beyond = heldBeyond(scope, object, higher, facts);
  const holdsMore = higher.find(({ id }) => beyond.has(id));
  const groups = higher.flatMap(({ principal }) => (principal.kind === "group" ? [principal] : []));
  return {
    rows: rows.map((row) => ({ ...row, subject: subjectOf(row.principal) })),
    takeRefusal: holdsMore
      ? new GuardRefusal(
          holdsMoreWords(holdsMore.principal.name, permissionsInShort(beyond.get(holdsMore.id) ?? [])),
        )
      : null,
    authority: { permission, resource: object },
    losers: groups.length > 0 ? { which: concerned(groups), resources: [object] } : null,
    concerned: (due) => concerned(due.map(({ principal }) => principal)),
    writes,
    field: "roleId",
    event: (row, { reason }) => event(row, { target: targetOf(row.subject), resource: object, reason }),
    letters: (person) => teamLetters(scope, object, person, rows.map(placeOf)),
  };
}

function ending(held: readonly DirectGrant[], event: typeof teamEvents.left): Parts {
  return {
    rows: held.map((grant) => ({ principal: grant.principal, before: grant, after: null })),
    writes: () => [end(held.map(({ id }) => id))],
    event: ({ before }, about) => event({ ...about, before: before ? grantDetails(before) : { roles: [] } }),
  };
}

function subjectOf(principal: Principal): TeamRow["subject"] {
  const { kind, id, name } = principal;
  return { kind, id, name, email: principal.kind === "member" ? principal.email : null };
}

/** Refused when a grant reaches the person who asks: their own access is not theirs to change. */
function refuseOwn(scope: Scope, held: readonly DirectGrant[]): void {
  const own = held.find(({ principal }) => reachesActor(scope, principal));
  if (own) throw new GuardRefusal(ownWords(own.principal));
}

function worthOf(object: TeamObject, { offer, end }: Terms): TermedOffer {
  const { contents, plus, minus } = offer;
  return { contents, plus, minus, resource: object, term: termOf(end) };
}

function termOf({ until, with: project }: End): Term {
  return { until: until === null ? null : instantOf(until), endsWithId: project?.id ?? null };
}

/** Whoever holds what they give here until a project is completed gives it until then, too, beside any date. */
async function bothEnds(scope: Scope, object: TeamObject, terms: Terms): Promise<Terms> {
  const authority = { permission: "group-access:edit", resource: object } as const;
  const fits = (one: Terms) =>
    beyondTerm(scope.facts, scope.now, authority, [worthOf(object, one)]).length === 0;
  if (terms.end.with || fits(terms)) return terms;
  const project = await completionOf(scope, object);
  const both = project && { ...terms, end: { ...terms.end, with: { id: project.id, name: project.name } } };
  return both && fits(both) ? both : terms;
}

function giftOf(object: TeamObject, { kind, id }: Principal, { offer, end, reviewOn }: Terms) {
  const { role, plus, minus } = offer;
  const principal = kind === "member" ? { membershipId: id } : { groupId: id };
  return {
    principal,
    role,
    resource: object,
    term: termOf(end),
    plus: [...plus],
    minus: [...minus],
    reviewOn,
  };
}

const endKey = ({ until, with: project }: End) =>
  `${until === null ? "" : Date.parse(until)} ${project?.id ?? ""}`;

/** A grant as the audit log keeps it before a change. */
function grantDetails({ role, differences, until, endsWith, reviewOn }: DirectGrant) {
  return details(role.name, differences, { until, with: endsWith }, reviewOn);
}

/** The terms of a grant as the audit log keeps them after a change. */
function termsTold({ offer, end, reviewOn }: Terms) {
  return details(offer.role.name, differenceWords(offer.contents, offer), end, reviewOn);
}

function details(role: string, differences: string[], end: End, reviewOn: string | null) {
  return {
    roles: [role],
    ...(differences.length > 0 ? { rights: differences } : {}),
    ...(end.until === null ? {} : { endsAt: end.until }),
    ...(end.with === null ? {} : { endsWith: end.with.name }),
    ...(reviewOn === null ? {} : { reviewOn }),
  };
}

function placeOf({ principal, before, after }: Omit<TeamRow, "subject">): Place {
  return {
    principal,
    before: before && roleWords(before.role.name, before.differences),
    after: after && roleWords(after.offer.role.name, differenceWords(after.offer.contents, after.offer)),
    endsAt: after?.end.until ?? null,
    endsWith: after?.end.with?.name ?? null,
  };
}
