import "server-only";
import { beyondCeiling, type Offer } from "@/lib/access/duties";
import { contentsAt } from "@/lib/access/facts";
import { permissionsInShort } from "@/lib/access/permission-words";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { strongerAmong } from "@/lib/grants/stronger";
import { concernedBy, type GroupChange } from "./change";
import type { Group } from "./group";

/**
 * Why the actor may not carry out the change, or null. Giving meets the ceiling on each resource, and is never to
 * oneself. Taking away asks that the actor holds what is taken; and whoever holds more than the actor
 * keeps what they have.
 */
export async function obstacleTo(scope: Scope, group: Group, change: GroupChange): Promise<Refusal | null> {
  const own = toOneself(scope, group, change);
  if (own) return new Refusal("forbidden", own);
  const beyond = beyondCeiling(scope.access, weighed(scope, group, change));
  if (beyond.length > 0) {
    const does = change.kind === "add" || change.kind === "give" ? "gives" : "takes away";
    return new Refusal(
      "forbidden",
      `This ${does} more than you hold yourself: ${permissionsInShort(beyond)}. Ask an Admin.`,
    );
  }
  return change.kind === "add" || change.kind === "give" ? null : strongerMember(scope, group, change);
}

function toOneself({ membershipId }: Scope, group: Group, change: GroupChange): string | null {
  if (change.kind === "add" && membershipId !== null && change.membershipIds.includes(membershipId))
    return "Nobody adds themselves to a group. Ask another Admin.";
  if (!group.isYours) return null;
  if (change.kind === "give")
    return `You are in ${group.name}, and nobody gives themselves a role. Leave it first, or ask another Admin.`;
  if (change.kind === "delete" && change.grants === "keep")
    return `You are in ${group.name}, and nobody gives themselves grants. Leave it first, or let its grants end.`;
  return null;
}

/** What the change gives or takes, grant by grant, now or later. */
function weighed(scope: Scope, { grants }: Group, change: GroupChange): Offer[] {
  if (change.kind === "end") return grants.filter(({ id }) => id === change.grantId);
  if (change.kind !== "give") return grants;
  const contents = contentsAt(change.role, scope.now);
  return contents ? [{ contents, resource: scope.root }] : [];
}

/** Refuses where somebody among those who would lose holds more than the actor where the group gives something. */
async function strongerMember(scope: Scope, group: Group, change: GroupChange): Promise<Refusal | null> {
  const resources = [scope.root, ...group.grants.map(({ resource }) => resource)];
  const stronger = await strongerAmong(scope, concernedBy(scope.workspace.id, group.id, change), resources);
  return (
    stronger &&
    new Refusal("forbidden", `${stronger.name} holds more than you: ${stronger.more}. Ask an Admin.`)
  );
}
