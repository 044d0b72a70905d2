import "server-only";
import type { PermissionId } from "@/lib/access/catalogue";
import { type Decision, decide } from "@/lib/access/decide";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import { has } from "@/lib/access/permission-set";
import { permissionsInShort } from "@/lib/access/permission-words";
import { effectiveOf } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import { WhyNotQuestion } from "@/lib/explain/input";
import { placeInScope } from "@/lib/explain/place";
import { type SmallestGrant, smallestGrantFor } from "@/lib/explain/smallest-grant";
import { grantsHeld, roleMarks } from "@/lib/grants/marks";
import { presentRoles } from "@/lib/grants/present-roles";
import { adminsOf, type Home } from "./queries";

export type RefusalReason = {
  person: string;
  /** The person's roles that count at that place. */
  roles: string[];
  /** The first that is missing, which the decision is about. */
  permission: PermissionId;
  /** All that is missing, in words. */
  missing: string;
  /** Where it is missing. */
  place: { id: string; kind: ResourceRef["kind"]; name: string };
  decision: Decision;
  /** Roles of the workspace that contain all that is missing, for that place. */
  heldBy: string[];
  /** The smallest grant that would open it, and who can give it; null when it is open already or no role can. */
  smallestGrant: SmallestGrant | null;
  admins: Home["admins"];
  timeZone: string;
  now: number;
};

/** Why something is not open to the person who asks: what is missing, which roles hold it, who can help. */
export const refusalReason = query({
  name: "home.refusal",
  permission: "self",
  input: WhyNotQuestion,
  run: async (scope, { permission: asked, also, resourceId }): Promise<RefusalReason> => {
    const { workspace, access, facts, now, actor } = scope;
    const place = await placeInScope(scope, resourceId, facts);
    const onWorkspace = place.id === workspace.id;
    const missing = [...new Set([asked, ...also])].filter((id) => !access.can(id, place));
    const [permission = asked, ...others] = missing;
    const decision = decide(facts, { permission, resource: place, at: now });
    const roles = await presentRoles(scope);
    return {
      person: actor.name,
      roles: onWorkspace ? roleMarks(facts, now).map(({ name }) => name) : rolesAt(facts, place, now),
      permission,
      missing: permissionsInShort([permission, ...others]),
      place: { id: place.id, kind: place.kind, name: place.name },
      decision,
      heldBy: roles
        .filter(({ contents }) => {
          const worth = effectiveOf(contents, undefined, onWorkspace);
          return [permission, ...others].every((id) => has(worth, id));
        })
        .map(({ name }) => name),
      smallestGrant: decision.allow
        ? null
        : await smallestGrantFor(scope, { permission, also: others, resource: place, at: now }, actor.userId),
      admins: await adminsOf(scope),
      timeZone: workspace.timeZone,
      now,
    };
  },
});

function rolesAt(facts: Facts, place: ResourceRef, at: Instant): string[] {
  const reaching = grantsHeld(facts, at).filter(({ grant }) => place.path.includes(grant.resource.id));
  return [...new Set(reaching.map(({ grant }) => grant.role.name))];
}
