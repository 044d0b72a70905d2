import { type Access, accessAt } from "./access";
import type { PermissionId } from "./catalogue";
import { beyondCeiling, type Offer } from "./duties";
import type { Facts, ResourceRef } from "./facts";
import type { Instant } from "./instant";

/** How long something is given or held: until an instant, until a project is completed. Both null: it lasts. */
export type Term = { until: Instant | null; endsWithId: string | null };

/** What lasts until it is taken away. */
export const lasting: Term = { until: null, endsWithId: null };

/** Whether something that is held for one term is held throughout another. A date and a completion do not compare. */
function covers(held: Term, given: Term): boolean {
  const byDate = held.until === null || (given.until !== null && given.until <= held.until);
  return byDate && (held.endsWithId === null || held.endsWithId === given.endsWithId);
}

/** What a person may do for all of a term, by what they hold at an instant: what ends sooner is left out. */
export function accessFor(facts: Facts, term: Term, at: Instant): Access {
  const lastsLong = ({ to }: { to: Instant | null }, endsWithId: string | null = null) =>
    covers({ until: to, endsWithId }, term);
  return accessAt(
    {
      ...facts,
      administers: facts.administers.filter((spell) => lastsLong(spell)),
      groups: facts.groups.filter(({ validity }) => lastsLong(validity)),
      grants: facts.grants.filter(({ validity, endsWithId }) => lastsLong(validity, endsWithId)),
    },
    at,
  );
}

/** Something that is about to be given, and for how long. */
export type TermedOffer = Offer & { term: Term };
/** What one must hold to act at all, as long as what is given: Invite User, for instance. */
export type Authority = { permission: PermissionId; resource: ResourceRef };

/**
 * The ceiling in time: what the actor would give for longer than they hold it themselves, or than they may give
 * anything; empty = they may.
 */
export function beyondTerm(
  actor: Facts,
  at: Instant,
  authority: Authority,
  offered: readonly TermedOffer[],
): PermissionId[] {
  const beyond = new Set<PermissionId>();
  for (const offer of offered) {
    const access = accessFor(actor, offer.term, at);
    if (!access.can(authority.permission, authority.resource)) beyond.add(authority.permission);
    for (const permission of beyondCeiling(access, [offer])) beyond.add(permission);
  }
  return [...beyond];
}

/** The latest instant until which the actor could give all of this, or null when there is none. */
export function latestEnd(
  actor: Facts,
  at: Instant,
  authority: Authority,
  offered: readonly TermedOffer[],
): Instant | null {
  const ends = [...actor.administers, ...actor.groups.map(({ validity }) => validity)]
    .concat(actor.grants.map(({ validity }) => validity))
    .flatMap(({ to }) => (to !== null && to > at ? [to] : []));
  const fits = (until: Instant) =>
    beyondTerm(
      actor,
      at,
      authority,
      offered.map((offer) => ({ ...offer, term: { ...offer.term, until } })),
    ).length === 0;
  return [...new Set(ends)].sort((a, b) => b - a).find(fits) ?? null;
}
