import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
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
  await tx.execute(sql`
    insert into former_placements (workspace_id, id, resource_id, parent_id, valid_to)
    values (${workspaceId}, ${uuidv7()}, ${object.id}, ${object.parentId}, clock_timestamp())`);
  await tx.execute(sql`
    update resources set path = ${uuids(parent.path)} || path[(${object.path.length}::int):],
      parent_id = case when id = ${object.id} then ${parent.id} else parent_id end
    where workspace_id = ${workspaceId} and path @> ${uuids([object.id])}`);
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
  const parentThen = sql`coalesce((select f.parent_id from former_placements f
    where f.workspace_id = r.workspace_id and f.resource_id = r.id and f.valid_to > ${when}
    order by f.valid_to limit 1), r.parent_id)`;
  const [row] = await tx.execute<{ path: string[] | null }>(sql`
    with recursive above as (
      select r.id, ${parentThen} as parent_id, 1 as height from resources r
      where r.workspace_id = ${workspaceId} and r.id = ${resourceId} and r.created_at <= ${when}
      union all
      select r.id, ${parentThen}, a.height + 1 from above a
      join resources r on r.workspace_id = ${workspaceId} and r.id = a.parent_id
    )
    select array_agg(id order by height desc) as path from above`);
  return row?.path ?? null;
}
