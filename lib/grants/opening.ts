import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { r } from "@/db/aliases";
import { isAmong } from "@/db/arrays";
import type { Access } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import { type Facts, isObjectKind, type ResourceKind, type ResourceRef } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import { visibleTo } from "./lists";
import { grantsHeld, type PlaceMark, placeMarks } from "./marks";

/** What opens a resource of each kind, so that its name may be told. */
const opening: Record<Exclude<ResourceKind, "workspace">, readonly PermissionId[]> = {
  campaign: ["marketing-object:view"],
  project: ["marketing-object:view"],
  action: ["marketing-object:view"],
  "data-product": ["governance:view-catalog", "data-space:view-data"],
  "data-table": ["governance:view-catalog", "data-space:view-segment-table"],
};

/** Whether somebody with this access may open the resource; the workspace is open to everybody in it. */
export function opens(access: Access, resource: ResourceRef): boolean {
  const { kind } = resource;
  return kind === "workspace" || opening[kind].some((permission) => access.can(permission, resource));
}

/** Condition on a resource `r` below the workspace: {@link opens}. */
export function openTo(access: Access): SQL {
  const ways = Object.entries(opening).flatMap(([kind, permissions]) =>
    permissions.map((permission) => sql`(${r.kind} = ${kind}::text and ${visibleTo(access, permission)})`),
  );
  return sql`(${sql.join(ways, sql` or `)})`;
}

/** For whose eyes a name is: what they may do, and what they hold. */
export type Viewer = { access: Access; facts: Facts; now: Instant };

/** What stands where the name of an object would, for whoever may not see it. */
export const hiddenName = "an object you cannot see";

/** The name of each resource as somebody may read it: of what they may open, of what they hold something on, and of all above. */
export function namesFor(viewer: Viewer): (resource: ResourceRef) => string {
  const held = new Set(heldPlaces(viewer));
  return (resource) => (opens(viewer.access, resource) || held.has(resource.id) ? resource.name : hiddenName);
}

/** Condition on a resource `r`: its name is one that {@link namesFor} tells. */
export function nameIsToldTo(viewer: Viewer): SQL {
  return sql`(${r.kind} = 'workspace' or ${isAmong(r.id, heldPlaces(viewer))} or ${openTo(viewer.access)})`;
}

/** Whether somebody may open everything there is, so that no name is hidden from them. */
export function opensEverything(access: Access): boolean {
  return Object.values(opening).every((ways) => ways.some((way) => access.whereCan(way) === "everywhere"));
}

/** The resources on which the viewer holds something, with all above them. */
function heldPlaces({ facts, now }: Viewer): string[] {
  return [...new Set(grantsHeld(facts, now).flatMap(({ grant }) => grant.resource.path))];
}

/** The places of somebody as a viewer may read them, with whether the viewer may see the team there. */
export function openPlaces(viewer: Viewer, facts: Facts): (PlaceMark & { open: boolean })[] {
  const nameOf = namesFor(viewer);
  const places = new Map(facts.grants.map(({ id, resource }) => [id, resource]));
  return placeMarks(facts, viewer.now).flatMap((mark) => {
    const place = places.get(mark.grantId);
    if (!place) return [];
    const open = isObjectKind(place.kind) && viewer.access.can("group-access:view", place);
    return [{ ...mark, resource: { ...mark.resource, name: nameOf(place) }, open }];
  });
}
