import "server-only";
import { and, desc, eq, exists, ilike, sql } from "drizzle-orm";
import { e, r } from "@/db/aliases";
import { anywhere } from "@/db/patterns";
import { auditEvents } from "@/db/schema/audit";
import { users } from "@/db/schema/users";
import { together } from "@/db/together";
import type { EventKind } from "@/lib/doorway/event";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { eventNames } from "@/lib/grants/event-names";
import { nameIsToldTo } from "@/lib/grants/opening";
import { eventsIn, isAbout, logOf } from "./conditions";
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
    const { found, told, things } = await together(scope.tx, {
      found: who ? actorsNamed(scope, who) : actors(scope),
      told: actions(scope),
      things: what ? resourcesNamed(scope, what) : resourcesLately(scope),
    });
    const people = found
      .sort((a, b) => a.name.localeCompare(b.name, "en") || a.id.localeCompare(b.id))
      .slice(0, peopleShown);
    return {
      people,
      more: found.length > people.length,
      chosen: user && user !== systemActor ? await lastNameOf(scope, user) : null,
      actions: told
        .map(({ action }) => ({ action, name: labelOf(action), kind: kindOf(action) }))
        .sort((a, b) => a.kind.localeCompare(b.kind, "en") || a.name.localeCompare(b.name, "en")),
      things,
      about: about ? await lastLabelOf(scope, about) : null,
    };
  },
});

/** Distinct actors, jumping from one to the next in the index instead of reading all events. */
function actors(scope: Scope) {
  const all = eventsIn(logOf(scope));
  return sql<{ id: string; name: string }>`
    with recursive jump as (
      (select ${e.actorId}, ${e.actorName} from ${auditEvents} ${e}
        where ${all} and ${e.actorId} is not null order by ${e.actorId} limit 1)
      union all
      select next.actor_id, next.actor_name from jump, lateral (
        select ${e.actorId}, ${e.actorName} from ${auditEvents} ${e}
        where ${all} and ${e.actorId} > jump.actor_id order by ${e.actorId} limit 1) as next
    )
    select actor_id as id, actor_name as name from (select * from jump limit ${peopleRead}) as read`;
}

/** People of the workspace with that name who acted. */
function actorsNamed(scope: Scope, who: string) {
  const acted = scope.tx
    .select({ id: e.id })
    .from(e)
    .where(and(eventsIn(logOf(scope)), eq(e.actorId, users.id)));
  return scope.tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(ilike(users.name, anywhere(who)), exists(acted)))
    .orderBy(sql`lower(${users.name})`, users.id)
    .limit(peopleShown + 1);
}

async function lastNameOf(scope: Scope, user: string): Promise<string | null> {
  const [row] = await scope.tx
    .select({ name: e.actorName })
    .from(e)
    .where(and(eventsIn(logOf(scope)), eq(e.actorId, user)))
    .orderBy(desc(e.at), desc(e.seq))
    .limit(1);
  return row?.name ?? null;
}

function resourcesNamed(scope: Scope, what: string) {
  return scope.tx
    .select({ id: r.id, name: r.name })
    .from(r)
    .where(and(eq(r.workspaceId, scope.workspace.id), ilike(r.name, anywhere(what)), nameIsToldTo(scope)))
    .orderBy(sql`lower(${r.name})`, r.id)
    .limit(thingsShown);
}

function resourcesLately(scope: Scope) {
  return sql<AuditFilters["things"][number]>`
    with lately as (
      select ${e.resourceId} as id, ${e.resourceLabel} as name, ${e.at}, ${e.seq} from ${auditEvents} ${e}
      where ${eventsIn(logOf(scope))} and ${e.resourceId} is not null order by ${e.at} desc, ${e.seq} desc limit ${thingsRead}
    ), newest as (select distinct on (id) id, name, at, seq from lately order by id, at desc, seq desc)
    select id, name from newest where ${eventNames(scope).tells(sql`newest.id`)} order by at desc, seq desc limit ${thingsShown}`;
}

async function lastLabelOf(scope: Scope, about: string): Promise<string | null> {
  const { target, resource } = eventNames(scope);
  const [row] = await scope.tx
    .select({
      name: sql<string>`case when ${e.targetId} = ${about}::uuid then ${target} else ${resource} end`,
    })
    .from(e)
    .where(and(eventsIn(logOf(scope)), isAbout(about)))
    .orderBy(desc(e.at), desc(e.seq))
    .limit(1);
  return row?.name ?? null;
}

function actions(scope: Scope) {
  const all = eventsIn(logOf(scope));
  return sql<{ action: string }>`
    with recursive jump as (
      (select ${e.action} from ${auditEvents} ${e} where ${all} order by ${e.action} limit 1)
      union all
      select next.action from jump, lateral (
        select ${e.action} from ${auditEvents} ${e}
        where ${all} and ${e.action} > jump.action order by ${e.action} limit 1) as next
    )
    select action from jump limit ${actionsShown}`;
}
