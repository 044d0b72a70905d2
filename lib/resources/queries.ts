import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { iso } from "@/db/dated";
import type { Level } from "@/lib/access/catalogue";
import { resourceLevel } from "@/lib/access/decide";
import type { ObjectKind, ResourceRef } from "@/lib/access/facts";
import { isoOf } from "@/lib/access/instant";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
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
};

/** Condition on a resource `r`: it belongs to the tree of objects. */
export const isObject = sql`r.kind in ('campaign', 'project', 'action')`;

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
export async function objectInScope(scope: Scope, resourceId: string): Promise<StoredObject> {
  const { tx, workspace, access } = scope;
  const [row] = await tx.execute<StoredObject>(sql`
    select r.id, r.kind, r.name, r.path, r.parent_id as "parentId", ${iso(sql`r.created_at`)} as "createdAt",
      ${iso(sql`r.completed_at`)} as "completedAt", ${iso(sql`r.archived_at`)} as "archivedAt"
    from resources r where r.workspace_id = ${workspace.id} and r.id = ${resourceId} and ${isObject}
      and (${visibleTo(access, "marketing-object:view")} or ${aboveVisible(access, "marketing-object:view")})`);
  if (!row) throw notFound();
  return row;
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
      ancestors: await ancestorsOf(scope, object),
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

/** What an object lies below, the workspace left out. */
async function ancestorsOf(scope: Scope, { id, path }: ResourceRef): Promise<ObjectHead["ancestors"]> {
  const rows = await scope.tx.execute<ResourceRef>(sql`
    select id, kind, name, path from resources
    where workspace_id = ${scope.workspace.id} and id = any(${uuids(path)}) and id <> ${id} and parent_id is not null
    order by cardinality(path)`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    open: scope.access.can("marketing-object:view", row),
  }));
}

/** How many projects and actions lie below an object: those in use, or those that were archived with it. */
export type Below = { projects: number; actions: number };

export async function belowOf(
  { tx, workspace }: Scope,
  { id, kind, archivedAt }: StoredObject,
): Promise<Below> {
  const alike = (row: SQL) =>
    archivedAt ? sql`${row}.archived_at = ${archivedAt}::timestamptz` : sql`${row}.archived_at is null`;
  const under = sql`c.workspace_id = ${workspace.id} and c.parent_id = ${id} and ${alike(sql`c`)}`;
  const [row] = await tx.execute<{ direct: number; second: number }>(sql`
    select (select count(*)::int from resources c where ${under}) as direct,
      (select count(*)::int from resources c join resources d on d.workspace_id = c.workspace_id
        and d.parent_id = c.id and ${alike(sql`d`)} where ${under}) as second`);
  const { direct, second } = row ?? { direct: 0, second: 0 };
  return kind === "campaign" ? { projects: direct, actions: second } : { projects: 0, actions: direct };
}

/** An object as what a change is about. */
export function subjectOf({ kind, id, name }: StoredObject) {
  return { kind, id, name, email: null };
}
