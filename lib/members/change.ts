import { type Access, accessAt } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import { beyondCeiling, holdsMore, isOwnAccess } from "@/lib/access/duties";
import { contentsAt, type Facts, type GrantFact, type ResourceRef, type RoleFact } from "@/lib/access/facts";
import { type Impact, impactOf } from "@/lib/access/impact";
import { type Instant, lastsAt } from "@/lib/access/instant";

/** What an admin does to one member's access. `until` null = no end date. */
export type Change =
  | { kind: "make" | "add"; role: RoleFact; until: Instant | null }
  | { kind: "end"; grantId: string }
  | { kind: "deactivate" | "reactivate" | "revoke" };

/** Whether a grant is given to the member directly on the workspace and holds now or later: what "Make" replaces. */
export function isDirectOnWorkspace(grant: GrantFact, workspaceId: string, at: Instant): boolean {
  return grant.groupId === null && grant.resource.id === workspaceId && lastsAt(grant.validity, at);
}

/** The facts as they are from `at` on when the change is carried out at that instant. */
export function factsAfter(facts: Facts, change: Change, at: Instant): Facts {
  const ended = <T extends { validity: { from: Instant; to: Instant | null } }>(fact: T): T => ({
    ...fact,
    validity: { from: Math.min(fact.validity.from, at), to: at },
  });
  const ending = (fits: (grant: GrantFact) => boolean) =>
    facts.grants.map((grant) => (lastsAt(grant.validity, at) && fits(grant) ? ended(grant) : grant));
  const periodsEnded = facts.active.map((period) =>
    lastsAt(period, at) ? { from: period.from, to: at } : period,
  );
  switch (change.kind) {
    case "make":
    case "add": {
      const kept =
        change.kind === "add"
          ? facts.grants
          : ending((grant) => isDirectOnWorkspace(grant, facts.workspace.id, at));
      return { ...facts, grants: [...kept, newGrant(facts, change.role, at, change.until)] };
    }
    case "end":
      return { ...facts, grants: ending((grant) => grant.id === change.grantId) };
    case "deactivate":
      return { ...facts, active: periodsEnded };
    case "reactivate":
      return { ...facts, active: [...facts.active, { from: at, to: null }] };
    case "revoke":
      return {
        ...facts,
        active: periodsEnded,
        grants: ending((grant) => grant.groupId === null),
        groups: facts.groups.map((group) => (lastsAt(group.validity, at) ? ended(group) : group)),
      };
  }
}

/** Who gains and loses what by the change: one person, on the workspace and on every resource of their grants. */
export function impactOfChange(facts: Facts, change: Change, at: Instant): Impact {
  return impactOf(accessAt(facts, at), accessAt(factsAfter(facts, change, at), at), resourcesOf(facts));
}

export type Obstacle =
  | { kind: "own-access" }
  | { kind: "beyond-ceiling"; permissions: PermissionId[] }
  | { kind: "holds-more"; permissions: PermissionId[] };

/**
 * Why the actor may not carry out the change, or null: nobody changes their own access, gives more than they hold, or
 * takes from somebody who holds more. Who is deactivated is weighed by what a reactivation gives back: taking that away
 * meanwhile would be a way around.
 */
export function obstacleTo(
  change: Change,
  target: { userId: string; facts: Facts },
  actor: { userId: string; access: Access },
  at: Instant,
): Obstacle | null {
  if (isOwnAccess(actor.userId, target.userId)) return { kind: "own-access" };
  if (change.kind === "make" || change.kind === "add") {
    const contents = contentsAt(change.role, at);
    const beyond = contents
      ? beyondCeiling(actor.access, [{ contents, resource: target.facts.workspace }])
      : [];
    if (beyond.length > 0) return { kind: "beyond-ceiling", permissions: beyond };
  }
  if (change.kind === "add") return null;
  const more = holdsMore(accessAt(asIfActive(target.facts), at), resourcesOf(target.facts), actor.access);
  if (more.length === 0) return null;
  return { kind: change.kind === "reactivate" ? "beyond-ceiling" : "holds-more", permissions: more };
}

function asIfActive(facts: Facts): Facts {
  const subject = facts.subject && { ...facts.subject, disabled: false };
  return { ...facts, subject, active: [{ from: 0, to: null }] };
}

/** The workspace first, then each resource on which the person was ever given something. */
export function resourcesOf(facts: Facts): ResourceRef[] {
  const byId = new Map([[facts.workspace.id, facts.workspace]]);
  for (const { resource } of facts.grants) if (!byId.has(resource.id)) byId.set(resource.id, resource);
  return [...byId.values()];
}

function newGrant(facts: Facts, role: RoleFact, at: Instant, until: Instant | null): GrantFact {
  return {
    id: "new",
    groupId: null,
    role,
    resource: facts.workspace,
    validity: { from: at, to: until },
    plus: [],
    minus: [],
    source: "direct",
  };
}
