import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { g, m } from "@/db/aliases";
import { isAmong, uuids } from "@/db/arrays";
import { resources } from "@/db/schema/grants";
import { type Access, accessAt } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import { holdsMore } from "@/lib/access/duties";
import type { ResourceRef } from "@/lib/access/facts";
import { objectKinds } from "@/lib/access/facts";
import { difference, emptySet, idsOf, type PermissionSet, union } from "@/lib/access/permission-set";
import { permissionsInShort } from "@/lib/access/permission-words";
import { targetOf } from "@/lib/changes/guards";
import type { Plan } from "@/lib/changes/plan";
import { GuardRefusal, Refusal } from "@/lib/doorway/outcome";
import { demand, type Scope } from "@/lib/doorway/scope";
import { accessOfPeople, firstNameOf } from "@/lib/grants/access-of-people";
import { impactOfMoving, type PeopleImpact } from "@/lib/grants/impact";
import { holdsGrant } from "@/lib/grants/lists";
import { objectEvents } from "./events";
import { kindBelow } from "./input";
import { movedBelow, placeBelow } from "./placement";
import { objectInScope, refuseArchived, type StoredObject, subjectOf } from "./queries";

export type Move = { object: StoredObject; from: ResourceRef; parent: StoredObject };

/**
 * An object, and where it is to lie; both as far as the person may manage them.
 * @throws Refusal when it cannot lie there: kinds do not fit, it is there already, or one of them is archived.
 */
export async function moveAsked(
  scope: Scope,
  { resourceId, parentId }: { resourceId: string; parentId: string },
): Promise<Move> {
  const object = await objectInScope(scope, resourceId);
  const parent = await objectInScope(scope, parentId);
  demand(scope, "marketing-object:manage", parent);
  refuseArchived(object);
  refuseArchived(parent);
  if (object.kind === "campaign")
    throw new Refusal("invalid", "A campaign lies in the workspace itself. Move its projects instead.");
  if (kindBelow(parent.kind) !== object.kind || parent.path.includes(object.id)) {
    const above = objectKinds[objectKinds.indexOf(object.kind) - 1];
    const message = `${object.kind === "action" ? "An action" : "A project"} lies in a ${above}. Choose a ${above}.`;
    throw new Refusal("invalid", message, { parentId: message });
  }
  if (parent.id === object.parentId)
    throw new Refusal("conflict", `${object.name} lies in ${parent.name} already. Choose another place.`);
  const { id, kind, name, path } = object;
  return { object, from: { id, kind, name, path }, parent };
}

/** Who gains and loses what by a move: looked at are all who hold something on what it leaves or comes to lie below. */
function impactsOf({ tx, workspace }: Scope, { from, parent }: Move): Promise<PeopleImpact[]> {
  return impactOfMoving(tx, workspace, concerned(workspace.id, { from, parent }), from, [
    ...parent.path,
    from.id,
  ]);
}

function concerned(workspaceId: string, { from, parent }: Pick<Move, "from" | "parent">): SQL {
  const above = from.path.slice(0, -1);
  const differing = [
    ...above.filter((id) => !parent.path.includes(id)),
    ...parent.path.filter((id) => !above.includes(id)),
  ];
  return holdsGrant(workspaceId, isAmong(g.resourceId, differing));
}

/** Puts an object with all that lies below it in another place, and with it what people inherit from above. */
export async function planMove(scope: Scope, asked: { resourceId: string; parentId: string }): Promise<Plan> {
  const move = await moveAsked(scope, asked);
  const { object, from, parent } = move;
  const impacts = await impactsOf(scope, move);
  const obstacle = await obstacleToMove(scope, move, impacts);
  const before = await parentName(scope, object);
  const affected = (which: "gains" | "losses") =>
    impacts.flatMap(({ impact, membershipIds }) => (impact[which].length > 0 ? membershipIds : []));
  const [gain, lose] = [affected("gains"), affected("losses")];
  return {
    rows: [{ subject: subjectOf(object) }],
    refusal: obstacle === null ? null : new GuardRefusal(obstacle),
    authority: { permission: "marketing-object:manage", resource: from },
    concerned: () => sql`m.id = any(${uuids([...gain, ...lose])})`,
    impacts,
    writes: () => [{ run: (tx, { workspaceId }) => placeBelow(tx, workspaceId, object, parent) }],
    event: (_, { reason }) =>
      objectEvents.moved({
        target: targetOf(subjectOf(object)),
        reason,
        resource: movedBelow(from, parent)(from),
        before: { in: before },
        after: { in: parent.name, gain: gain.length, lose: lose.length },
      }),
    letters: () => [],
  };
}

async function parentName({ tx, workspace }: Scope, { parentId }: StoredObject): Promise<string> {
  const [row] = await tx
    .select({ name: resources.name })
    .from(resources)
    .where(and(eq(resources.workspaceId, workspace.id), eq(resources.id, parentId ?? workspace.id)));
  return row?.name ?? "";
}

/** What the person who asks would hold more if the resource lay elsewhere: now, or once something they hold begins or ends. */
function ownGain({ access, facts }: Scope, from: ResourceRef, to: ResourceRef): PermissionId[] {
  let gained: PermissionSet = emptySet();
  for (let then: Access | null = access; then !== null; ) {
    gained = union(gained, difference(then.permissionsOn(to), then.permissionsOn(from)));
    then = then.validUntil === null ? null : accessAt(facts, then.validUntil);
  }
  return idsOf(gained);
}

/**
 * Why the person may not carry the move out, in one sentence, or null. Nobody gains anything for themselves, lets
 * others gain what they would not hold there themselves, or takes from somebody who holds more.
 */
async function obstacleToMove(
  scope: Scope,
  move: Move,
  impacts: readonly PeopleImpact[],
): Promise<string | null> {
  const { access, membershipId } = scope;
  const { from, parent } = move;
  const moved = movedBelow(from, parent);
  const own = ownGain(scope, from, moved(from));
  if (own.length > 0)
    return `You would gain ${permissionsInShort(own)} for yourself. Ask somebody else to move it.`;
  const others = impacts.filter(({ membershipIds }) => membershipIds.some((id) => id !== membershipId));
  for (const { impact, membershipIds } of others) {
    const beyond = impact.gains.filter(
      ({ permission, resource }) => !access.can(permission, moved(resource)),
    );
    if (beyond.length === 0) continue;
    const name = await nameOf(scope, membershipIds);
    const named = [...new Set(beyond.map(({ permission }) => permission))];
    return `${name} would gain ${permissionsInShort(named)}, which you would not hold there yourself. Ask an Admin.`;
  }
  const losing = others.filter(({ impact }) => impact.losses.length > 0);
  if (losing.length === 0) return null;
  const held = await accessOfPeople(scope.tx, scope.workspace, concerned(scope.workspace.id, move));
  for (const { membershipIds } of losing) {
    const shared = held.byNumber.get(held.numbers.get(membershipIds[0] ?? "") ?? 0);
    if (!shared) continue;
    const within = shared.resources.filter(({ path }) => path.includes(from.id));
    const more = holdsMore(shared.access, [from, ...within], access);
    if (more.length > 0)
      return `${await nameOf(scope, membershipIds)} would lose access and holds more than you there: ${permissionsInShort(more)}. Ask an Admin.`;
  }
  return null;
}

/** The first by name of these memberships, the person who asks left out. */
async function nameOf(scope: Scope, ids: readonly string[]): Promise<string> {
  const others = ids.filter((id) => id !== scope.membershipId);
  return (await firstNameOf(scope, isAmong(m.id, others))) ?? "Somebody";
}
