import "server-only";
import { sql } from "drizzle-orm";
import { anywhere } from "@/db/patterns";
import type { EventKind } from "@/lib/doorway/event";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { eventsIn, logOf } from "./conditions";
import { FilterChoices, systemActor } from "./input";
import { kindOf, labelOf } from "./registry";

export type AuditFilters = {
  /** Who acted, by name; `more`: there are others, to be searched for. */
  people: { id: string; name: string }[];
  more: boolean;
  /** The name of the user that the filter holds, if that user ever acted. */
  chosen: string | null;
  actions: { action: string; name: string; kind: EventKind }[];
  /** Resources by that name, or those that were changed last; `about`: what the filter holds, as the log last called it. */
  things: { id: string; name: string }[];
  about: string | null;
};

const peopleShown = 50;
/** How many actors are looked at before they are sorted by name. */
const peopleRead = 200;
const actionsShown = 200;
const thingsShown = 20;
/** How many of the last events about a resource are looked at. */
const thingsRead = 500;

/** What the log can be filtered by: people who acted, and actions that were told. */
export const auditFilters = query({
  name: "audit.filters",
  permission: "governance:view-audit",
  input: FilterChoices,
  run: async (scope, { who, what, user, about }): Promise<AuditFilters> => {
    const found = who ? await actorsNamed(scope, who) : await actors(scope);
    const people = found
      .sort((a, b) => a.name.localeCompare(b.name, "en") || a.id.localeCompare(b.id))
      .slice(0, peopleShown);
    return {
      people,
      more: found.length > people.length,
      chosen: user && user !== systemActor ? await lastNameOf(scope, user) : null,
      actions: (await actions(scope))
        .map((action) => ({ action, name: labelOf(action), kind: kindOf(action) }))
        .sort((a, b) => a.kind.localeCompare(b.kind, "en") || a.name.localeCompare(b.name, "en")),
      things: what ? await resourcesNamed(scope, what) : await resourcesLately(scope),
      about: about ? await lastLabelOf(scope, about) : null,
    };
  },
});

/** Distinct actors, jumping from one to the next in the index instead of reading all events. */
async function actors(scope: Scope): Promise<{ id: string; name: string }[]> {
  const all = eventsIn(logOf(scope));
  return scope.tx.execute<{ id: string; name: string }>(sql`
    with recursive jump as (
      (select e.actor_id, e.actor_name from audit_events e
        where ${all} and e.actor_id is not null order by e.actor_id limit 1)
      union all
      select next.actor_id, next.actor_name from jump, lateral (
        select e.actor_id, e.actor_name from audit_events e
        where ${all} and e.actor_id > jump.actor_id order by e.actor_id limit 1) as next
    )
    select actor_id as id, actor_name as name from (select * from jump limit ${peopleRead}) as read`);
}

/** People of the workspace with that name who acted. */
async function actorsNamed(scope: Scope, who: string): Promise<{ id: string; name: string }[]> {
  return scope.tx.execute<{ id: string; name: string }>(sql`
    select u.id, u.name from users u
    where u.name ilike ${anywhere(who)} and exists (
      select 1 from audit_events e where ${eventsIn(logOf(scope))} and e.actor_id = u.id)
    order by lower(u.name), u.id limit ${peopleShown + 1}`);
}

async function lastNameOf(scope: Scope, user: string): Promise<string | null> {
  const [row] = await scope.tx.execute<{ name: string }>(sql`
    select e.actor_name as name from audit_events e
    where ${eventsIn(logOf(scope))} and e.actor_id = ${user} order by e.at desc, e.seq desc limit 1`);
  return row?.name ?? null;
}

function resourcesNamed({ tx, workspace }: Scope, what: string): Promise<AuditFilters["things"]> {
  return tx.execute<AuditFilters["things"][number]>(sql`
    select r.id, r.name from resources r where r.workspace_id = ${workspace.id} and r.name ilike ${anywhere(what)}
    order by lower(r.name), r.id limit ${thingsShown}`);
}

async function resourcesLately(scope: Scope): Promise<AuditFilters["things"]> {
  return scope.tx.execute<AuditFilters["things"][number]>(sql`
    with lately as (
      select e.resource_id as id, e.resource_label as name, e.at, e.seq from audit_events e
      where ${eventsIn(logOf(scope))} and e.resource_id is not null order by e.at desc, e.seq desc limit ${thingsRead}
    ), newest as (select distinct on (id) id, name, at, seq from lately order by id, at desc, seq desc)
    select id, name from newest order by at desc, seq desc limit ${thingsShown}`);
}

async function lastLabelOf(scope: Scope, about: string): Promise<string | null> {
  const [row] = await scope.tx.execute<{ name: string }>(sql`
    select case when e.target_id = ${about}::uuid then e.target_label else e.resource_label end as name from audit_events e
    where ${eventsIn(logOf(scope))} and (e.target_id = ${about}::uuid or e.resource_id = ${about}::uuid)
    order by e.at desc, e.seq desc limit 1`);
  return row?.name ?? null;
}

async function actions(scope: Scope): Promise<string[]> {
  const all = eventsIn(logOf(scope));
  const rows = await scope.tx.execute<{ action: string }>(sql`
    with recursive jump as (
      (select e.action from audit_events e where ${all} order by e.action limit 1)
      union all
      select next.action from jump, lateral (
        select e.action from audit_events e
        where ${all} and e.action > jump.action order by e.action limit 1) as next
    )
    select action from jump limit ${actionsShown}`);
  return rows.map(({ action }) => action);
}
