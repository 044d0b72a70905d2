import "server-only";
import { sql } from "drizzle-orm";
import type { PermissionId } from "@/lib/access/catalogue";
import type { Facts, ResourceKind, ResourceRef } from "@/lib/access/facts";
import { notFound } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";

/** What opens a resource of each kind, so that its name may be told. */
const opening: Record<ResourceKind, readonly PermissionId[]> = {
  workspace: [],
  campaign: ["marketing-object:view"],
  project: ["marketing-object:view"],
  action: ["marketing-object:view"],
  "data-product": ["governance:view-catalog", "data-space:view-data"],
  "data-table": ["governance:view-catalog", "data-space:view-segment-table"],
};

/**
 * The place that a question is about: one that the asker may open, or that a grant of the asker or of the person in
 * question lies on or below.
 * @throws Refusal `not-found` alike for an unknown, a foreign and an invisible one.
 */
export async function placeInScope(
  scope: Scope,
  resourceId: string | undefined,
  subject: Facts,
): Promise<ResourceRef> {
  const { tx, workspace, root } = scope;
  if (!resourceId || resourceId === root.id) return root;
  const [place] = await tx.execute<ResourceRef>(sql`
    select id, kind, name, path from resources where workspace_id = ${workspace.id} and id = ${resourceId}`);
  if (!place || !isSeen(scope, place, subject)) throw notFound();
  return place;
}

function isSeen({ access, facts }: Scope, place: ResourceRef, subject: Facts): boolean {
  if (opening[place.kind].some((permission) => access.can(permission, place))) return true;
  return [facts, subject].some(({ grants }) =>
    grants.some(({ resource }) => resource.path.includes(place.id)),
  );
}
