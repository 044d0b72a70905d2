import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { r } from "@/db/aliases";
import { counted } from "@/db/counted";
import { afterText, pageOf } from "@/db/keyset";
import { resources } from "@/db/schema/grants";
import { batched } from "@/db/together";
import type { ObjectKind } from "@/lib/access/facts";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { aboveVisible, visibleTo } from "@/lib/grants/lists";
import { ChildrenAsked, ObjectId, TreeAsked } from "./input";
import { isObject, objectInScope, resourceInScope } from "./queries";

export type TreeRow = {
  id: string;
  kind: ObjectKind;
  name: string;
  /** Only its name may be seen, because the person holds something below it. */
  locked: boolean;
  completed: boolean;
  archived: boolean;
  /** What lies directly below it and may be seen, up to `countCap`. */
  below: number;
};

export type TreePage = {
  rows: TreeRow[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** How many there are in all; null when more than `countCap`. */
  total: number | null;
};

const pageSize = 100;
/** Above this many the tree says "more than". */
const countCap = 1000;

/** One page of what lies directly below an object, or at the top of the tree, by name. */
export const objectChildren = query({
  name: "objects.children",
  permission: "self",
  input: ChildrenAsked,
  run: treePage,
});

export type ObjectTree = {
  top: TreePage;
  /** `create`: campaigns. */
  may: { create: boolean; viewAudit: boolean };
};

/** The top of the tree. */
export const objectTree = query({
  name: "objects.tree",
  permission: "self",
  input: TreeAsked,
  run: async (scope, { archived }): Promise<ObjectTree> => ({
    top: await treePage(scope, { parentId: null, archived }),
    may: {
      create: scope.access.can("marketing-object:edit", scope.root),
      viewAudit: scope.access.can("governance:view-audit", scope.root),
    },
  }),
});

/** Condition on a resource `r`: the person may see it, or at least its name. */
function seenBy({ access }: Scope): SQL {
  return sql`(${visibleTo(access, "marketing-object:view")} or ${aboveVisible(access, "marketing-object:view")})`;
}

/** Condition on a resource `r`: it lies where it was asked for. */
function placed(scope: Scope, { parentId, archived }: ChildrenAsked): SQL {
  const among = sql`${isObject} and ${seenBy(scope)} and ${r.workspaceId} = ${scope.workspace.id}`;
  if (!archived)
    return sql`${among} and ${r.parentId} = ${parentId ?? scope.workspace.id} and ${r.archivedAt} is null`;
  if (parentId) return sql`${among} and ${r.parentId} = ${parentId} and ${r.archivedAt} is not null`;
  return sql`${among} and ${r.archivedAt} is not null and not exists (select 1 from ${resources}
    where ${resources.workspaceId} = ${r.workspaceId} and ${resources.id} = ${r.parentId}
      and ${resources.archivedAt} = ${r.archivedAt})`;
}

async function treePage(scope: Scope, asked: ChildrenAsked): Promise<TreePage> {
  const found = await rowsOf(scope, asked);
  const { rows, next } = pageOf(found, pageSize, ({ id }) => id);
  const whole = !asked.after && found.length <= pageSize;
  return {
    rows,
    next,
    total: whole ? rows.length : await totalOf(scope, asked),
  };
}

type Found = TreeRow & { sortKey: string };

function rowsOf(scope: Scope, asked: ChildrenAsked): Promise<Found[]> {
  const beyond = afterText(sql`lower(${r.name})`, sql`${r.id}`, asked.after);
  return treeRows(scope, sql`${placed(scope, asked)} and ${beyond}`, asked.archived, pageSize + 1);
}

/** Rows of the tree that fit a condition on a resource `r`, by name, with how much lies below each. */
function treeRows(scope: Scope, which: SQL, archived: boolean, limit: number): Promise<Found[]> {
  const page = sql<Found>`
    with page as materialized (
      select ${r.id}, ${r.kind}, ${r.name}, ${r.completedAt} is not null as completed,
        ${r.archivedAt} is not null as archived, lower(${r.name}) as sort_key,
        ${visibleTo(scope.access, "marketing-object:view")} as open
      from ${resources} ${r} where ${r.workspaceId} = ${scope.workspace.id} and ${which}
      order by lower(${r.name}) collate "C", ${r.id} limit ${limit}
    )
    select p.id, p.kind, p.name, not p.open as locked, p.completed, p.archived, p.sort_key as "sortKey", (
        select count(*)::int from (select 1 from ${resources} ${r}
          where ${r.workspaceId} = ${scope.workspace.id} and ${r.parentId} = p.id and ${isObject}
            and (${r.archivedAt} is not null) = ${archived} and (p.open or ${seenBy(scope)}) limit ${countCap}) as c) as below
    from page p order by p.sort_key collate "C", p.id`;
  return batched(scope.tx, page);
}

async function totalOf(scope: Scope, asked: ChildrenAsked): Promise<number | null> {
  const found = scope.tx
    .select({ id: r.id })
    .from(r)
    .where(placed(scope, asked))
    .limit(countCap + 1);
  const count = await counted(scope.tx, found);
  return count > countCap ? null : count;
}

/** Whether the person sees anything of the tree at all. */
export function seesObjects({ access }: Scope): boolean {
  return access.whereCan("marketing-object:view").length > 0;
}

export type RevealedPath = {
  /**
   * From the campaign down to the object itself; of all but it, the first page of what lies below. Empty for an
   * archived one, which does not lie in the tree.
   */
  steps: { row: TreeRow; below: TreePage | null }[];
};

/** Where an object lies in the tree, with what is needed to show it there. */
export const objectPath = query({
  name: "objects.path",
  permission: "marketing-object:view",
  input: ObjectId,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  run: async (scope, { resourceId }): Promise<RevealedPath> => {
    const { path, archivedAt } = await objectInScope(scope, resourceId);
    if (archivedAt) return { steps: [] };
    const steps: RevealedPath["steps"] = [];
    for (const id of path.slice(1)) {
      const [found] = await treeRows(scope, eq(r.id, id), false, 1);
      if (!found) return { steps: [] };
      const { sortKey: _, ...row } = found;
      const below = id === resourceId ? null : await treePage(scope, { parentId: id, archived: false });
      steps.push({ row, below });
    }
    return { steps };
  },
});
