import "server-only";
import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { e, r } from "@/db/aliases";
import { iso } from "@/db/dated";
import { resources } from "@/db/schema/grants";
import { hiddenName, nameIsToldTo, opensEverything, type Viewer } from "./opening";

type Values = Record<string, unknown> | null;

/** The columns of an audit event `e` in which names of resources stand, as somebody may read them. */
export type EventNames = {
  target: SQL<string>;
  resource: SQL<string>;
  before: SQL<Values>;
  after: SQL<Values>;
  /** Whether the name of the resource with this id is told. */
  tells: (id: SQL | AnyColumn) => SQL;
};

const about = sql`${e.targetKind} in ('campaign', 'project', 'action', 'data-product', 'data-table')`;

/**
 * For whoever may not open everything: the label of what they cannot see is hidden, looked up by its id. Values that are
 * texts are told of what they can see alone, where an object lies or lay never is, and a role "on" a place is told without
 * it, since an event keeps no id of those.
 */
export function eventNames(viewer: Viewer): EventNames {
  if (opensEverything(viewer.access))
    return {
      target: sql`${e.targetLabel}`,
      resource: sql`${e.resourceLabel}`,
      before: sql`${e.before}`,
      after: sql`${e.after}`,
      tells: () => sql`true`,
    };
  const tells = (id: SQL | AnyColumn) => sql`exists (select 1 from ${resources} ${r}
    where ${r.workspaceId} = remit_workspace() and ${r.id} = ${id} and ${nameIsToldTo(viewer)})`;
  const targetTold = sql`(not ${about} or ${tells(e.targetId)})`;
  const resourceTold = sql`(${e.resourceId} is null or ${tells(e.resourceId)})`;
  const isList = sql`jsonb_typeof(v.value) = 'array'`;
  const values = (column: AnyColumn) => sql<Values>`(
    select jsonb_object_agg(v.key, case when ${isList}
      then regexp_replace(v.value::text, ${String.raw` on (\\.|[^"\\])+"`}::text, ${` on ${hiddenName}"`}::text, 'g')::jsonb
      else v.value end)
    from jsonb_each(${column} - 'in') as v
    where ${isList} or jsonb_typeof(v.value) <> 'string' or (${targetTold} and ${resourceTold}))`;
  return {
    target: sql`(case when ${targetTold} then ${e.targetLabel} else ${hiddenName}::text end)`,
    resource: sql`(case when ${resourceTold} then ${e.resourceLabel} else ${hiddenName}::text end)`,
    before: values(e.before),
    after: values(e.after),
    tells,
  };
}

/** What a select reads of an audit event `e` for the page of a member or an object, as somebody may read it. */
export function loggedEvent(viewer: Viewer) {
  const { target, resource, before, after } = eventNames(viewer);
  return {
    id: e.id,
    at: iso(e.at),
    action: e.action,
    outcome: e.outcome,
    before,
    after,
    target: { kind: e.targetKind, label: target },
    resource: sql<{ label: string } | null>`case when ${e.resourceId} is not null
      then json_build_object('label', ${resource}) end`,
  };
}
