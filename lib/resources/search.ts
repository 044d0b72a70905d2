import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { r } from "@/db/aliases";
import { beginning, patternOf } from "@/db/patterns";
import { resources } from "@/db/schema/grants";
import { type ObjectKind, objectKinds } from "@/lib/access/facts";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { visibleTo } from "@/lib/grants/lists";
import { SearchAsked } from "./input";
import { isObject, objectInScope } from "./queries";

export type FoundObject = {
  id: string;
  kind: ObjectKind;
  name: string;
  /** Names of what it lies below, from the campaign down. */
  path: string[];
  completed: boolean;
};

export type FoundObjects = { rows: FoundObject[]; more: boolean };

const shown = 20;

/** Objects by name, those whose name begins with what was typed first; with `moving` where that object could lie. */
export const searchObjects = query({
  name: "objects.search",
  permission: "self",
  input: SearchAsked,
  run: async (scope, asked): Promise<FoundObjects> => {
    const { tx, workspace } = scope;
    // Behind `offset 0` every name is put in small letters once; else it would be for each comparison.
    const found = await tx.execute<FoundObject>(sql`
      with found as materialized (
        select s.id, s.name, ${like(beginning(asked.q))} as begins from (
          select ${r.id}, lower(${r.name}) collate "C" as name from ${resources} ${r}
          where ${r.workspaceId} = ${workspace.id} and ${r.archivedAt} is null and ${await among(scope, asked)} offset 0
        ) as s where ${matching(asked.q)}
        order by begins desc, s.name, s.id limit ${shown + 1}
      )
      select ${r.id}, ${r.kind}, ${r.name}, ${r.completedAt} is not null as completed, array(
          select ${resources.name} from ${resources} where ${resources.workspaceId} = ${r.workspaceId}
            and ${resources.id} = any(${r.path}) and ${resources.id} <> ${r.id} and ${resources.parentId} is not null
          order by cardinality(${resources.path})) as path
      from found f join ${resources} ${r} on ${r.workspaceId} = ${workspace.id} and ${r.id} = f.id
      order by f.begins desc, f.name, f.id`);
    return { rows: found.slice(0, shown), more: found.length > shown };
  },
});

/** Condition on a resource `r`: the person may see it; or, for a move, the object can be moved below it. */
async function among(scope: Scope, { moving }: SearchAsked): Promise<SQL> {
  if (!moving) return sql`${isObject} and ${visibleTo(scope.access, "marketing-object:view")}`;
  const object = await objectInScope(scope, moving);
  const kind = objectKinds[objectKinds.indexOf(object.kind) - 1] ?? null;
  return sql`${r.kind} = ${kind} and ${r.id} <> ${object.parentId} and ${visibleTo(scope.access, "marketing-object:manage")}`;
}

/** Anywhere in the name from three characters on, at its beginning below. */
function matching(text: string): SQL {
  if (text === "") return sql`true`;
  return like(patternOf(text));
}

/** Whatever the case; comparing bytes of small letters, once made, takes a fraction of the time of `ilike`. */
function like(pattern: string): SQL {
  return sql`s.name like lower(${pattern}) collate "C"`;
}
