import "server-only";
import { accessAt } from "@/lib/access/access";
import { beyondCeiling } from "@/lib/access/duties";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import { type Instant, instantOf } from "@/lib/access/instant";
import { permissionsInWords } from "@/lib/access/permission-words";
import { type Authority, beyondTerm, type TermedOffer } from "@/lib/access/term";
import { termRefusal } from "@/lib/changes/guards";
import { GuardRefusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import type { Offered } from "./offer";

/** Every grant the offer brings about, as the ceiling weighs it. `until`: when the access ends that is offered. */
export function grantsOf({ roles, groups }: Offered, until: Instant | null = null): TermedOffer[] {
  const sooner = (end: string | null) => {
    const ends = [until, end === null ? null : instantOf(end)].filter((one) => one !== null);
    return ends.length > 0 ? Math.min(...ends) : null;
  };
  return [
    ...roles.map((role) => ({ ...role, term: { until, endsWithId: null } })),
    ...groups.flatMap(({ grants }) =>
      grants.map((grant) => ({ ...grant, term: { until: sooner(grant.until), endsWithId: null } })),
    ),
  ];
}

/** What whoever invites must hold, as long as what they offer. */
export const invitingIn = (root: ResourceRef): Authority => ({
  permission: "general:invite-user",
  resource: root,
});

/**
 * Whether somebody may invite at this moment, and give all of an offer for as long as it is offered.
 * @param until ISO, when the access ends that is offered; null without end
 */
export function mayGive(
  inviter: Facts,
  now: Instant,
  root: ResourceRef,
  offered: Offered,
  until: string | null,
): boolean {
  if (!accessAt(inviter, now).can("general:invite-user", root)) return false;
  const gives = grantsOf(offered, until === null ? null : instantOf(until));
  return beyondTerm(inviter, now, invitingIn(root), gives).length === 0;
}

/**
 * @param until ISO, when the access ends that is offered
 * @throws Refusal `forbidden` that names what the offer gives beyond what its giver holds on the same resources, or for
 *   longer than they hold it
 */
export function refuseBeyondCeiling(scope: Scope, offered: Offered, until: string | null): void {
  const gives = grantsOf(offered, until === null ? null : instantOf(until));
  const beyond = beyondCeiling(scope.access, gives);
  if (beyond.length > 0)
    throw new GuardRefusal(
      `This gives more than you hold yourself: ${permissionsInWords(beyond)}. Choose less, or ask an Admin to invite.`,
      { fields: { roleIds: `Beyond what you hold: ${permissionsInWords(beyond)}.` } },
    );
  const refused = termRefusal(scope, invitingIn(scope.root), gives);
  if (refused) throw refused;
}
