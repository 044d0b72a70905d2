import "server-only";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { r } from "@/db/aliases";
import { refOf, resources } from "@/db/schema/grants";
import { batched } from "@/db/together";
import type { ResourceRef } from "@/lib/access/facts";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import { once, type Scope } from "@/lib/doorway/scope";
import { aboveVisible, visibleTo } from "@/lib/grants/lists";

/** A campaign, project or action, whose team is asked about. */
export type TeamObject = ResourceRef & {
  kind: "campaign" | "project" | "action";
  /** It, or something above it, is archived: nothing about it changes any more. */
  archived: boolean;
};

/**
 * A campaign, project or action that the person may see, or whose name they see because they hold something below it.
 * @throws Refusal `not-found` alike for an unknown, a foreign and an invisible one, and for what is no object.
 */
export function objectOf(scope: Scope, resourceId: string): Promise<TeamObject> {
  const { access } = scope;
  const seen = (["marketing-object:view", "group-access:view"] as const).flatMap((permission) => [
    visibleTo(access, permission),
    aboveVisible(access, permission),
  ]);
  return once(scope, `object of a team ${resourceId}`, () =>
    storedObject(scope, resourceId, sql`(${sql.join(seen, sql` or `)})`),
  );
}

/** The same for whoever has a place there, whatever it lets them see. */
export async function storedObject(
  { tx, workspace }: Scope,
  resourceId: string,
  which: SQL = sql`true`,
): Promise<TeamObject> {
  const archivedAbove = sql`select 1 from ${resources} where ${resources.workspaceId} = ${r.workspaceId}
    and ${resources.id} = any(${r.path}) and ${resources.archivedAt} is not null`;
  const object = tx
    .select({ ...refOf(r), archived: sql<boolean>`exists (${archivedAbove})` })
    .from(r)
    .where(
      and(
        eq(r.workspaceId, workspace.id),
        eq(r.id, resourceId),
        inArray(r.kind, ["campaign", "project", "action"]),
        which,
      ),
    );
  const [row] = await batched(tx, object);
  if (!row) throw notFound();
  return row as TeamObject;
}

/** An object as the doorway asks for it: on what the permission is needed. */
export function ofObject(scope: Scope, input: { resourceId: string }): Promise<TeamObject> {
  return objectOf(scope, input.resourceId);
}

/** The object, to change its team. @throws Refusal `conflict` when it is archived. */
export async function openObject(scope: Scope, resourceId: string): Promise<TeamObject> {
  const object = await objectOf(scope, resourceId);
  if (object.archived)
    throw new Refusal("conflict", `${object.name} is archived. Its team can be read, and not changed.`);
  return object;
}

/** What completes a grant that ends with a project: the project, or the one above an action; null on a campaign. */
export async function completionOf(
  { tx, workspace }: Scope,
  object: TeamObject,
): Promise<{ id: string; name: string; completed: boolean } | null> {
  const { id, name, completedAt } = resources;
  const project = tx
    .select({ id, name, completed: sql<boolean>`${completedAt} is not null` })
    .from(resources)
    .where(
      and(
        eq(resources.workspaceId, workspace.id),
        inArray(id, [...object.path]),
        eq(resources.kind, "project"),
      ),
    );
  const [row] = await batched(tx, project);
  return row ?? null;
}
