import "server-only";
import { and, eq } from "drizzle-orm";
import { refOf, resources } from "@/db/schema/grants";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import { periodsOf } from "@/lib/access/path";
import { notFound } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { opens } from "@/lib/grants/opening";

/**
 * The place that a question is about: one that the asker may open, or that a grant which reaches the asker or the person
 * in question, or did or will, lies on or below.
 * @throws Refusal `not-found` alike for an unknown, a foreign and an invisible one.
 */
export async function placeInScope(
  scope: Scope,
  resourceId: string | undefined,
  subject: Facts,
): Promise<ResourceRef> {
  const { tx, workspace, root } = scope;
  if (!resourceId || resourceId === root.id) return root;
  const [place] = await tx
    .select(refOf(resources))
    .from(resources)
    .where(and(eq(resources.workspaceId, workspace.id), eq(resources.id, resourceId)));
  if (!place || !isSeen(scope, place, subject)) throw notFound();
  return place;
}

function isSeen({ access, facts }: Scope, place: ResourceRef, subject: Facts): boolean {
  if (opens(access, place)) return true;
  return [facts, subject].some((theirs) =>
    theirs.grants.some(
      (grant) => grant.resource.path.includes(place.id) && periodsOf(theirs, grant).length > 0,
    ),
  );
}
