import "server-only";
import { and, count, countDistinct, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { r } from "@/db/aliases";
import { iso } from "@/db/dated";
import { refOf, resources } from "@/db/schema/grants";
import { batched } from "@/db/together";
import type { Level } from "@/lib/access/catalogue";
import { resourceLevel } from "@/lib/access/decide";
import type { ObjectKind, ResourceRef } from "@/lib/access/facts";
import { isoOf } from "@/lib/access/instant";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import { once, type Scope } from "@/lib/doorway/scope";
import { aboveVisible, visibleTo } from "@/lib/grants/lists";
import { kindBelow, ObjectId } from "./input";

/** A campaign, project or action as the database has it. */
export type StoredObject = ResourceRef & {
  kind: ObjectKind;
  parentId: string;
  /** ISO, UTC, to the microsecond. */
  createdAt: string;
  completedAt: string | null;
  archivedAt: string | null;
  /** What it lies below, the workspace first. */
  ancestors: ResourceRef[];
};

/** Condition on a resource `r`: it belongs to the tree of objects. */
export const isObject = inArray(r.kind, ["campaign", "project", "action"]);

/**
 * A campaign, project or action that the person may see, or whose name they see because they hold something below it:
 * for the latter the permission still has to be demanded, as the doorway does.
 * @throws Refusal `not-found` alike for an unknown, a foreign and an invisible one, and for what is no object.
 */
export async function resourceInScope(scope: Scope, resourceId: string): Promise<ResourceRef> {
  const { id, kind, name, path } = await objectInScope(scope, resourceId);
  return { id, kind, name, path };
}

/** Like {@link resourceInScope}, with all that is stored of it. */
export function objectInScope(scope: Scope, resourceId: string): Promise<StoredObject> {
  return once(scope, `object ${resourceId}`, () => loadObject(scope, resourceId));
}

async function loadObject({ tx, workspace, access }: Scope, resourceId: string): Promise<StoredObject> {
  const ref = sql`json_build_object('id', ${resources.id}, 'kind', ${resources.kind}, 'name', ${resources.name},
    'path', ${resources.path})`;
  const above = sql`select coalesce(json_agg(${ref} order by cardinality(${resources.path})), '[]') from ${resources}
    where ${resources.workspaceId} = ${r.workspaceId} and ${resources.id} = any(${r.path}) and ${resources.id} <> ${r.id}`;
  const object = tx
    .select({
      ...refOf(r),
      parentId: r.parentId,
      createdAt: iso(r.createdAt),
      completedAt: iso(r.completedAt),
      archivedAt: iso(r.archivedAt),
      ancestors: sql<ResourceRef[]>`(${above})`,
    })
    .from(r)
    .where(
      and(
        eq(r.workspaceId, workspace.id),
        eq(r.id, resourceId),
        isObject,
        or(visibleTo(access, "marketing-object:view"), aboveVisible(access, "marketing-object:view")),
      ),
    );
  const [row] = await batched(tx, object);
  if (!row) throw notFound();
  return row as StoredObject;
}

/** @throws Refusal `conflict` for an archived object, which nobody changes until it is restored. */
export function refuseArchived({ name, archivedAt }: Pick<StoredObject, "name" | "archivedAt">): void {
  if (archivedAt) throw new Refusal("conflict", `${name} is archived. Restore it first.`);
}

export type ObjectHead = {
  id: string;
  kind: ObjectKind;
  name: string;
  /** From the campaign down to the parent; `open`: the person may see more of it than its name. */
  ancestors: { id: string; name: string; open: boolean }[];
  level: Level;
  completedAt: string | null;
  archivedAt: string | null;
  below: Below;
  /** What can be created below it, if the person may. */
  creates: ObjectKind | null;
  may: { edit: boolean; manage: boolean; viewTeam: boolean; viewAudit: boolean };
  timeZone: string;
  /** The database's clock, ISO. */
  now: string;
};

/** What stands above every page of an object. */
export const objectHead = query({
  name: "objects.head",
  permission: "marketing-object:view",
  input: ObjectId,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  run: async (scope, { resourceId }): Promise<ObjectHead> => {
    const { access, workspace, now } = scope;
    const object = await objectInScope(scope, resourceId);
    const { id, kind, name, completedAt, archivedAt } = object;
    const edit = access.can("marketing-object:edit", object);
    return {
      id,
      kind,
      name,
      ancestors: object.ancestors
        .filter((above) => above.kind !== "workspace")
        .map((above) => ({
          id: above.id,
          name: above.name,
          open: access.can("marketing-object:view", above),
        })),
      level: resourceLevel(access.permissionsOn(object), kind),
      completedAt,
      archivedAt,
      below: await belowOf(scope, object),
      creates: edit && !archivedAt ? kindBelow(kind) : null,
      may: {
        edit,
        manage: access.can("marketing-object:manage", object),
        viewTeam: access.can("group-access:view", object),
        viewAudit: access.can("governance:view-audit", scope.root),
      },
      timeZone: workspace.timeZone,
      now: isoOf(now),
    };
  },
});

/** How many projects and actions lie below an object: those in use, or those that were archived with it. */
export type Below = { projects: number; actions: number };

export function belowOf(scope: Scope, object: StoredObject): Promise<Below> {
  return once(scope, `below ${object.id}`, () => countBelow(scope, object));
}

async function countBelow({ tx, workspace }: Scope, { id, kind, archivedAt }: StoredObject): Promise<Below> {
  const [child, grandchild] = [alias(resources, "child"), alias(resources, "grandchild")];
  const alike = (row: Pick<typeof child, "archivedAt"> | Pick<typeof grandchild, "archivedAt">) =>
    archivedAt ? eq(row.archivedAt, archivedAt) : isNull(row.archivedAt);
  const below = tx
    .select({ direct: countDistinct(child.id), second: count(grandchild.id) })
    .from(child)
    .leftJoin(
      grandchild,
      and(
        eq(grandchild.workspaceId, child.workspaceId),
        eq(grandchild.parentId, child.id),
        alike(grandchild),
      ),
    )
    .where(and(eq(child.workspaceId, workspace.id), eq(child.parentId, id), alike(child)));
  const [row] = await batched(tx, below);
  const { direct, second } = row ?? { direct: 0, second: 0 };
  return kind === "campaign" ? { projects: direct, actions: second } : { projects: 0, actions: direct };
}

/** An object as what a change is about. */
export function subjectOf({ kind, id, name }: StoredObject) {
  return { kind, id, name, email: null };
}
