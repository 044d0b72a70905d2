import "server-only";
import { and, arrayContains, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { r } from "@/db/aliases";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { present } from "@/db/dated";
import { formerPlacements, resources } from "@/db/schema/grants";
import type { ResourceRef } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import type { StoredObject } from "./queries";

/** The resource as it would be, lying below `parent`; what lies below `object` moves along, all else stays. */
export function movedBelow(object: ResourceRef, parent: ResourceRef): (resource: ResourceRef) => ResourceRef {
  const depth = object.path.length - 1;
  return (resource) =>
    resource.path[depth] === object.id
      ? { ...resource, path: [...parent.path, ...resource.path.slice(depth)] }
      : resource;
}

/** Puts an object with all below it under another parent, and keeps where it lay. Correct under the workspace's lock. */
export async function placeBelow(
  tx: Transaction,
  workspaceId: string,
  object: StoredObject,
  parent: ResourceRef,
): Promise<void> {
  await tx.insert(formerPlacements).values({
    workspaceId,
    id: uuidv7(),
    resourceId: object.id,
    parentId: object.parentId,
    validTo: present,
  });
  await tx
    .update(resources)
    .set({
      path: sql`${uuids(parent.path)} || ${resources.path}[(${object.path.length}::int):]`,
      parentId: sql`case when ${resources.id} = ${object.id} then ${parent.id} else ${resources.parentId} end`,
    })
    .where(and(eq(resources.workspaceId, workspaceId), arrayContains(resources.path, [object.id])));
}

/**
 * Where a resource lay at an instant: the ids from the workspace down to itself; null when it did not exist yet, or does
 * not exist here. The instant of a move belongs to the new place.
 */
export async function pathAt(
  tx: Transaction,
  workspaceId: string,
  resourceId: string,
  at: Instant,
): Promise<string[] | null> {
  const when = sql`(timestamptz '1970-01-01 00:00:00+00' + ${String(at)}::bigint * interval '1 microsecond')`;
  const { workspaceId: home, resourceId: moved, parentId: formerParent, validTo } = formerPlacements;
  const parentThen = sql`coalesce((select ${formerParent} from ${formerPlacements}
    where ${home} = ${r.workspaceId} and ${moved} = ${r.id} and ${validTo} > ${when}
    order by ${validTo} limit 1), ${r.parentId})`;
  const [row] = await tx.execute<{ path: string[] | null }>(sql`
    with recursive above as (
      select ${r.id}, ${parentThen} as parent_id, 1 as height from ${resources} ${r}
      where ${r.workspaceId} = ${workspaceId} and ${r.id} = ${resourceId} and ${r.createdAt} <= ${when}
      union all
      select ${r.id}, ${parentThen}, a.height + 1 from above a
      join ${resources} ${r} on ${r.workspaceId} = ${workspaceId} and ${r.id} = a.parent_id
    )
    select array_agg(id order by height desc) as path from above`);
  return row?.path ?? null;
}
