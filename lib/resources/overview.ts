import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { union } from "drizzle-orm/pg-core";
import { e } from "@/db/aliases";
import { batched } from "@/db/together";
import type { Level, PermissionId } from "@/lib/access/catalogue";
import { decideWith, resourceLevel } from "@/lib/access/decide";
import type { ObjectKind, ResourceRef } from "@/lib/access/facts";
import { isoOf } from "@/lib/access/instant";
import { type ObjectRightId, objectRights, type RightLevel, rightsIn } from "@/lib/access/object-rights";
import type { Path } from "@/lib/access/path";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import type { LoggedEvent } from "@/lib/doorway/sentence";
import { loggedEvent } from "@/lib/grants/event-names";
import { ObjectId } from "./input";
import { type Below, belowOf, objectInScope, resourceInScope } from "./queries";

export type ObjectOverview = {
  kind: ObjectKind;
  /** Where it lies, from the workspace down to its parent. */
  place: string[];
  /** ISO, UTC. */
  createdAt: string;
  completedAt: string | null;
  archivedAt: string | null;
  below: Below;
  level: Level;
  /** Every way in which the level reaches the person. */
  proof: Path[];
  /** What the person may do here, part by part. */
  rights: { feature: ObjectRightId; name: string; level: RightLevel; proof: Path[] }[];
  /** What happened to it, the newest first; null for who may not see the audit log. */
  activity: ({ id: string; at: string; actor: string } & LoggedEvent)[] | null;
  timeZone: string;
  now: string;
};

/** What an object is, and what the person who asks may do with it. */
export const objectOverview = query({
  name: "objects.overview",
  permission: "marketing-object:view",
  input: ObjectId,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  run: async (scope, { resourceId }): Promise<ObjectOverview> => {
    const object = await objectInScope(scope, resourceId);
    const { kind, createdAt, completedAt, archivedAt } = object;
    const [below, activity] = await Promise.all([
      belowOf(scope, object),
      scope.access.can("governance:view-audit", scope.root) ? activityOf(scope, resourceId) : null,
    ]);
    const level = resourceLevel(scope.access.permissionsOn(object), kind);
    const held = rightsIn(scope.access.permissionsOn(object));
    return {
      kind,
      place: object.ancestors.map(({ name }) => name),
      createdAt,
      completedAt,
      archivedAt,
      below,
      level,
      proof: proofOf(
        scope,
        object,
        `marketing-object:${level >= 4 ? "manage" : level >= 3 ? "edit" : "view"}`,
      ),
      rights: objectRights.map(({ id, name }) => {
        const level = held[id];
        const proof = level === "none" ? [] : proofOf(scope, object, `${id}:${level}`);
        return { feature: id, name, level, proof };
      }),
      activity,
      timeZone: scope.workspace.timeZone,
      now: isoOf(scope.now),
    };
  },
});

/** Events on the page of an object; the audit log has them all. */
const activityShown = 8;

function proofOf({ access, facts, now }: Scope, resource: ResourceRef, permission: PermissionId): Path[] {
  const decision = decideWith(access, facts, { permission, resource, at: now });
  return decision.allow ? decision.proof : [];
}

/** The last events about the object or on it: each kind by its own index, then the latest of both. */
function activityOf(scope: Scope, resourceId: string): Promise<NonNullable<ObjectOverview["activity"]>> {
  const { tx, workspace } = scope;
  const lastBy = (column: typeof e.targetId | typeof e.resourceId) =>
    tx
      .select({ id: e.id })
      .from(e)
      .where(and(eq(e.workspaceId, workspace.id), eq(column, resourceId), eq(e.outcome, "done")))
      .orderBy(desc(e.at), desc(e.seq))
      .limit(activityShown);
  const last = union(lastBy(e.targetId), lastBy(e.resourceId));
  const activity = tx
    .select({ ...loggedEvent(scope), actor: e.actorName })
    .from(e)
    .where(and(eq(e.workspaceId, workspace.id), inArray(e.id, last)))
    .orderBy(desc(e.at), desc(e.seq))
    .limit(activityShown);
  return batched(tx, activity);
}
