import "server-only";
import { sql } from "drizzle-orm";
import { isObjectKind } from "@/lib/access/facts";
import { lastsAt } from "@/lib/access/instant";
import { change } from "@/lib/changes/change";
import { targetOf } from "@/lib/changes/guards";
import type { Plan, Row, Subject } from "@/lib/changes/plan";
import { end, leaveGroups } from "@/lib/changes/writes";
import { notFound } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { givingBackEvents } from "./events";
import { GiveBack, type Own } from "./input";

/** Gives back a role of one's own, or one's place in a group: the one change of one's own access that is one's own. */
export const giveBack = change({
  name: "home.give-back",
  permission: "self",
  input: GiveBack,
  notHeld: "You do not hold this yourself. Reload the page.",
  plan: async (scope, { own }): Promise<Plan<OwnRow>> => {
    const { root, actor, membershipId } = scope;
    const { writes, event } = ownPart(scope, own);
    return {
      rows: [
        {
          subject: { kind: "member" as const, id: membershipId ?? "", name: actor.name, email: actor.email },
        },
      ],
      authority: { permission: "general:view-members", resource: root },
      concerned: () => sql`m.id = ${membershipId}`,
      writes: () => writes,
      event: ({ subject }, { reason }) => event({ target: targetOf(subject), reason }),
    };
  },
});

type OwnRow = Row & { subject: Subject<"member"> };

/** Whom it is about, and why it was done. */
type About = { target: { kind: "member"; id: string; label: string }; reason: string | undefined };
type Part = {
  writes: ReturnType<Plan["writes"]>;
  event: (about: About) => ReturnType<Plan["event"]>;
};

/**
 * What a person holds themselves, and how it ends. A place on the team of an object is given back on the team.
 * @throws Refusal `not-found` for what is not theirs, is not held directly, or is over
 */
function ownPart({ facts, membershipId, now }: Scope, own: Own): Part {
  if (!membershipId) throw notFound();
  if (own.kind === "group") {
    const group = facts.groups.find(({ id, validity }) => id === own.groupId && lastsAt(validity, now));
    if (!group) throw notFound();
    return {
      writes: [leaveGroups([membershipId], group.id)],
      event: (about) =>
        givingBackEvents.groupMembership({ ...about, before: { group: group.name, groupId: group.id } }),
    };
  }
  const grant = facts.grants.find(({ id }) => id === own.grantId);
  const isTeam = grant && isObjectKind(grant.resource.kind);
  if (!grant || isTeam || grant.groupId !== null || !lastsAt(grant.validity, now)) throw notFound();
  return {
    writes: [end([grant.id])],
    event: (about) =>
      givingBackEvents.role({ ...about, resource: grant.resource, before: { roles: [grant.role.name] } }),
  };
}
