import "server-only";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { uuids } from "@/db/arrays";
import { grants } from "@/db/schema/grants";
import { activePeriods, groupMemberships, memberships } from "@/db/schema/members";
import type { GrantFact, ResourceRef, RoleFact } from "@/lib/access/facts";
import { type Instant, isoOf, lastsAt } from "@/lib/access/instant";
import type { Term } from "@/lib/access/term";
import { endGrants, giveGrants } from "@/lib/grants/commands";
import { endSessionsWithoutWork } from "@/lib/identity/session-end";
import type { Write } from "./plan";

/** A grant that is to be given, with the role and the resource that it names. */
export type Gift = {
  principal: { membershipId: string } | { groupId: string };
  role: RoleFact;
  resource: ResourceRef;
  term: Term;
  plus?: GrantFact["plus"];
  minus?: GrantFact["minus"];
  reviewOn?: string | null;
};

/** Gives a role, on a resource and for a term, to each. */
export function give(gifts: readonly Gift[]): Write {
  return {
    run: (tx, { workspaceId, userId }) =>
      giveGrants(
        tx,
        workspaceId,
        gifts.map(({ role, resource, term, ...gift }) => ({
          ...gift,
          roleId: role.id,
          resourceId: resource.id,
          until: term.until === null ? null : isoOf(term.until),
          endsWithId: term.endsWithId,
          source: "direct",
          grantedBy: userId,
        })),
      ),
    onFacts: (facts, at) => ({
      ...facts,
      grants: [...facts.grants, ...gifts.map((gift) => asFact(gift, at))],
    }),
  };
}

function asFact({ principal, role, resource, term, plus = [], minus = [] }: Gift, at: Instant): GrantFact {
  const groupId = "groupId" in principal ? principal.groupId : null;
  const validity = { from: at, to: term.until };
  return {
    id: "new",
    groupId,
    role,
    resource,
    validity,
    endsWithId: term.endsWithId,
    plus,
    minus,
    source: "direct",
  };
}

/** Ends grants that hold now or later. */
export function end(grantIds: readonly string[]): Write {
  const ids = new Set(grantIds);
  return {
    run: (tx, { workspaceId, userId }) =>
      endGrants(tx, workspaceId, userId, sql`${grants.id} = any(${uuids([...ids])})`),
    onFacts: (facts, at) => ({
      ...facts,
      grants: facts.grants.map((grant) => (ids.has(grant.id) ? ended(grant, at) : grant)),
    }),
  };
}

/** Lets members be active no more; their sessions end where they have nothing else to work in. */
export function deactivate(people: readonly { membershipId: string; userId: string }[]): Write {
  return {
    run: async (tx, { workspaceId }) => {
      await tx
        .update(activePeriods)
        .set({ validTo: sql`clock_timestamp()` })
        .where(
          and(
            eq(activePeriods.workspaceId, workspaceId),
            sql`${activePeriods.membershipId} = any(${uuids(people.map(({ membershipId }) => membershipId))})`,
            isNull(activePeriods.validTo),
          ),
        );
      await endSessionsWithoutWork(
        tx,
        people.map(({ userId }) => userId),
      );
    },
    onFacts: (facts, at) => ({
      ...facts,
      active: facts.active.map((spell) => (lastsAt(spell, at) ? { from: spell.from, to: at } : spell)),
    }),
  };
}

/** Lets a member be active again. */
export function reactivate(membershipId: string): Write {
  return {
    run: (tx, { workspaceId }) =>
      tx
        .insert(activePeriods)
        .values({ workspaceId, id: uuidv7(), membershipId, validFrom: sql`clock_timestamp()` }),
    onFacts: (facts, at) => ({ ...facts, active: [...facts.active, { from: at, to: null }] }),
  };
}

/** Takes members out of groups: of one, or of all. */
export function leaveGroups(membershipIds: readonly string[], groupId?: string): Write {
  return {
    run: (tx, { workspaceId }) =>
      tx
        .update(groupMemberships)
        .set({ validTo: sql`greatest(clock_timestamp(), ${groupMemberships.validFrom})` })
        .where(
          and(
            eq(groupMemberships.workspaceId, workspaceId),
            sql`${groupMemberships.membershipId} = any(${uuids(membershipIds)})`,
            ...(groupId ? [eq(groupMemberships.groupId, groupId)] : []),
            or(isNull(groupMemberships.validTo), gt(groupMemberships.validTo, sql`clock_timestamp()`)),
          ),
        ),
    onFacts: (facts, at) => ({
      ...facts,
      groups: facts.groups.map((group) => (groupId && group.id !== groupId ? group : ended(group, at))),
    }),
  };
}

/** Ends a membership for good. What it holds must end beside it. */
export function endMembership(membershipId: string): Write {
  return {
    run: (tx, { workspaceId }) =>
      tx
        .update(memberships)
        .set({ endedAt: sql`clock_timestamp()` })
        .where(and(eq(memberships.workspaceId, workspaceId), eq(memberships.id, membershipId))),
    onFacts: (facts) => facts,
  };
}

function ended<T extends { validity: GrantFact["validity"] }>(fact: T, at: Instant): T {
  const { from } = fact.validity;
  return lastsAt(fact.validity, at) ? { ...fact, validity: { from: Math.min(from, at), to: at } } : fact;
}
