import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { holdsNow } from "@/db/dated";
import { beyondCeiling, holdsMore, type Offer } from "@/lib/access/duties";
import { contentsAt } from "@/lib/access/facts";
import { permissionsInShort } from "@/lib/access/permission-words";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { firstNameOf, standingsOf } from "@/lib/grants/standings";
import { concernedBy, type GroupChange } from "./change";
import type { Group } from "./group";

/**
 * Why the actor may not carry out the change, or null. Giving meets the ceiling on each resource, and is never to
 * oneself. Taking away asks that the actor holds what is taken; and whoever holds more than the actor stays in.
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
  return change.kind === "remove" || change.kind === "delete" ? strongerMember(scope, group, change) : null;
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

/** Somebody among those who would leave, not the actor, who holds more than the actor where the group gives something. */
async function strongerMember(scope: Scope, group: Group, change: GroupChange): Promise<Refusal | null> {
  const { tx, workspace, access, membershipId } = scope;
  const others = sql`${concernedBy(workspace.id, group.id, change)} and m.id is distinct from ${membershipId}::uuid`;
  const resources = [scope.root, ...group.grants.map(({ resource }) => resource)];
  const standings = await standingsOf(tx, workspace, others);
  for (const [number, standing] of standings.byNumber) {
    const more = holdsMore(standing.access, resources, access);
    if (more.length === 0) continue;
    const ids = [...standings.numbers].filter(([, one]) => one === number).map(([id]) => id);
    const name = await firstNameOf(scope, sql`m.id = any(${uuids(ids)})`);
    return holdsMoreThanYou(name ?? "Somebody", permissionsInShort(more));
  }
  if (access.administrator) return null;
  const administrator = await firstNameOf(
    scope,
    sql`${others} and m.user_id in (select a.user_id from account_administrators a
      where a.account_id = ${workspace.accountId} and ${holdsNow(sql`a`)})`,
  );
  return administrator ? holdsMoreThanYou(administrator, "the account") : null;
}

function holdsMoreThanYou(name: string, what: string): Refusal {
  return new Refusal("forbidden", `${name} holds more than you: ${what}. Ask an Admin.`);
}
