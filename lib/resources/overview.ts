import "server-only";
import { sql } from "drizzle-orm";
import { iso } from "@/db/dated";
import { auditEvents } from "@/db/schema/audit";
import type { Level, PermissionId } from "@/lib/access/catalogue";
import { decideWith, resourceLevel } from "@/lib/access/decide";
import type { ObjectKind, ResourceRef } from "@/lib/access/facts";
import { isoOf } from "@/lib/access/instant";
import { type ObjectRightId, objectRights, type RightLevel, rightsIn } from "@/lib/access/object-rights";
import type { Path } from "@/lib/access/path";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import type { LoggedEvent } from "@/lib/doorway/sentence";
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
    const level = resourceLevel(scope.access.permissionsOn(object), kind);
    const held = rightsIn(scope.access.permissionsOn(object));
    return {
      kind,
      place: object.ancestors.map(({ name }) => name),
      createdAt,
      completedAt,
      archivedAt,
      below: await belowOf(scope, object),
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
      activity: scope.access.can("governance:view-audit", scope.root)
        ? await activityOf(scope, resourceId)
        : null,
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
async function activityOf(
  { tx, workspace }: Scope,
  resourceId: string,
): Promise<NonNullable<ObjectOverview["activity"]>> {
  const lastBy = (column: typeof auditEvents.targetId | typeof auditEvents.resourceId) => sql`
    (select * from ${auditEvents}
      where ${auditEvents.workspaceId} = ${workspace.id} and ${column} = ${resourceId} and ${auditEvents.outcome} = 'done'
      order by ${auditEvents.at} desc, ${auditEvents.seq} desc limit ${activityShown})`;
  return tx.execute<NonNullable<ObjectOverview["activity"]>[number]>(sql`
    select e.id, ${iso(sql`e.at`)} as at, e.actor_name as actor, e.action, e.outcome, e.before, e.after,
      json_build_object('kind', e.target_kind, 'label', e.target_label) as target,
      case when e.resource_id is not null then json_build_object('label', e.resource_label) end as resource
    from (${lastBy(auditEvents.targetId)} union ${lastBy(auditEvents.resourceId)}) e
    order by e.at desc, e.seq desc limit ${activityShown}`);
}
