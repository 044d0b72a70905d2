import "server-only";
import { and, eq, exists, inArray, isNull, sql } from "drizzle-orm";
import { r } from "@/db/aliases";
import { uuids } from "@/db/arrays";
import { holdsNow } from "@/db/dated";
import { grants, resources } from "@/db/schema/grants";
import { groups } from "@/db/schema/members";
import { batched } from "@/db/together";
import type { Level } from "@/lib/access/catalogue";
import { resourceLevel } from "@/lib/access/decide";
import type { Facts } from "@/lib/access/facts";
import { holdsAt, isoOf } from "@/lib/access/instant";
import { type ObjectRights, rightsOf } from "@/lib/access/object-rights";
import { permissionsInShort } from "@/lib/access/permission-words";
import { effectiveOf } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/facts/facts";
import { presentRoles } from "@/lib/grants/present-roles";
import { choicesOf, type TeamChoices } from "./choices";
import { heldBeyond, holdsMoreWords, ownWords } from "./direct";
import { TeamFilter } from "./input";
import { objectOf, ofObject, type TeamObject } from "./object";
import { reachesActor } from "./principals";
import { countsOf, type FoundGrant, grantsFitting } from "./rows";
import { type OtherStanding, othersOf, type Standing, standingOf } from "./standings";
import { differenceWords } from "./words";

export type TeamRow = Omit<FoundGrant, "userId" | "contents" | "plus" | "minus" | "resource" | "active"> & {
  active: boolean;
  isYou: boolean;
  level: Level;
  /** How it differs from its role, in words. */
  differences: string[];
  rights: ObjectRights;
  /** Where it comes from; null: it was given here. `open`: the person who asks may go there to change it. */
  from: { id: string; kind: string; name: string; open: boolean } | null;
  /** Why the person who asks may not change or remove it, in words; null when they may. */
  closed: string | null;
};

export type TeamPage = {
  object: { id: string; kind: TeamObject["kind"]; name: string; archived: boolean };
  rows: TeamRow[];
  /** Cursor of the next page, null on the last. */
  next: string | null;
  counts: { direct: number; inherited: number };
  /** Where the object lies below the workspace, and what lies below it: for the note on the level. */
  place: { above: string[]; projects: number; actions: number };
  /** People among the rows who hold more than their own row gives, and why. */
  others: OtherStanding[];
  /** What the person who asks holds here, and why; and the places of their own that they may give back. */
  yours: Standing & { own: { grantId: string; role: string }[] };
  may: { edit: boolean; manage: boolean; seeAudit: boolean };
  /** Null unless the person who asks may change something here. */
  choices: TeamChoices | null;
  filters: { roles: { id: string; name: string }[]; groups: { id: string; name: string }[] };
  timeZone: string;
  now: string;
};

/** The team of an object: who is on it directly, and who by inheritance. */
export const teamOf = query({
  name: "teams.team",
  permission: "group-access:view",
  input: TeamFilter,
  resource: ofObject,
  run: async (scope, filter): Promise<TeamPage> => {
    const object = await objectOf(scope, filter.resourceId);
    const may = {
      edit: !object.archived && scope.access.can("group-access:edit", object),
      manage: !object.archived && scope.access.can("group-access:manage", object),
      seeAudit: scope.access.can("governance:view-audit", scope.root),
    };
    const [{ rows, next }, counts, place, groups, choices, roles] = await Promise.all([
      grantsFitting(scope, object, filter),
      countsOf(scope, object),
      placeOf(scope, object),
      groupsToFilterBy(scope, object, may.manage),
      may.edit ? choicesOf(scope, object) : null,
      presentRoles(scope),
    ]);
    const direct = rows.filter(({ resource }) => resource.id === object.id);
    const people = direct.flatMap(({ userId }) => userId ?? []);
    const facts = await factsOfPeople(scope.tx, scope.workspace, people);
    const closed = may.edit ? closedRows(scope, object, direct, facts) : new Map<string, string>();
    return {
      object: { id: object.id, kind: object.kind, name: object.name, archived: object.archived },
      rows: rows.map((row) => rowOf(scope, object, row, closed.get(row.grantId) ?? null)),
      next,
      counts,
      place,
      others: othersOf(scope, object, direct, facts),
      yours: {
        ...standingOf(scope.facts, scope, object),
        own: scope.facts.grants
          .filter(
            ({ groupId, resource, validity, role }) =>
              groupId === null &&
              resource.id === object.id &&
              role.kind !== "governance" &&
              holdsAt(validity, scope.now),
          )
          .map(({ id, role }) => ({ grantId: id, role: role.name })),
      },
      may,
      choices,
      filters: {
        roles: roles
          .filter(({ kind }) => kind !== "governance")
          .map(({ id, name }) => ({ id, name }))
          .sort((a, b) => a.name.localeCompare(b.name, "en")),
        groups,
      },
      timeZone: scope.workspace.timeZone,
      now: isoOf(scope.now),
    };
  },
});

function rowOf(scope: Scope, object: TeamObject, row: FoundGrant, closed: string | null): TeamRow {
  const { userId, contents, plus, minus, resource, active, ...shown } = row;
  const onWorkspace = resource.id === scope.workspace.id;
  const adjust = { plus, minus };
  return {
    ...shown,
    active: active ?? true,
    isYou: userId === scope.actor.userId,
    level: resourceLevel(effectiveOf(contents, adjust, onWorkspace), object.kind),
    differences: differenceWords(contents, adjust),
    rights: rightsOf(contents, adjust),
    from: resource.id === object.id ? null : { ...resource, open: mayOpen(scope, object, row) },
    closed,
  };
}

/** Whether the person who asks may see the place a grant comes from. */
function mayOpen(
  { access, root, workspace }: Scope,
  { path }: TeamObject,
  { resource }: FoundGrant,
): boolean {
  if (resource.id === workspace.id) return access.can("general:view-members", root);
  const depth = path.indexOf(resource.id) + 1;
  return access.can("group-access:view", {
    id: resource.id,
    kind: "campaign",
    name: resource.name,
    path: path.slice(0, depth),
  });
}

/** Why direct rows are not open to the person who asks, by grant id. */
function closedRows(
  scope: Scope,
  object: TeamObject,
  direct: readonly FoundGrant[],
  facts: ReadonlyMap<string, Facts>,
): Map<string, string> {
  const held = direct.map((row) => ({
    id: row.grantId,
    principal:
      row.kind === "group"
        ? ({ kind: "group", id: row.id, name: row.name } as const)
        : ({
            kind: "member",
            id: row.id,
            name: row.name,
            email: row.email ?? "",
            userId: row.userId ?? "",
            active: row.active ?? false,
          } as const),
    worth: effectiveOf(row.contents, row, false),
  }));
  const beyond = heldBeyond(scope, object, held, facts);
  return new Map(
    held.flatMap(({ id, principal }) => {
      if (reachesActor(scope, principal)) return [[id, ownWords(principal)] as const];
      const more = beyond.get(id);
      return more ? [[id, holdsMoreWords(principal.name, permissionsInShort(more))] as const] : [];
    }),
  );
}

async function placeOf({ tx, workspace }: Scope, object: TeamObject): Promise<TeamPage["place"]> {
  const { kind } = resources;
  const place = sql<TeamPage["place"]>`
    select (select coalesce(json_agg(${r.name} order by cardinality(${r.path})), '[]') from ${resources} ${r}
        where ${r.workspaceId} = ${workspace.id} and ${r.id} = any(${uuids(object.path)})
          and ${r.id} <> ${object.id} and ${r.kind} <> 'workspace') as above,
      count(*) filter (where ${kind} = 'project')::int as projects, count(*) filter (where ${kind} = 'action')::int as actions
    from ${resources} where ${resources.workspaceId} = ${workspace.id} and ${resources.path} @> ${uuids([object.id])}
      and ${resources.id} <> ${object.id} and ${resources.archivedAt} is null`;
  const [found] = await batched(tx, place);
  return found ?? { above: [], projects: 0, actions: 0 };
}

/** Who neither sees the groups of the workspace nor picks from them is told of those on the team alone. */
function groupsToFilterBy({ tx, workspace, access, root }: Scope, object: TeamObject, picks: boolean) {
  const seesAll = picks || access.can("general:view-members", root);
  const onTeam = tx
    .select({ id: grants.id })
    .from(grants)
    .where(
      and(
        eq(grants.workspaceId, groups.workspaceId),
        eq(grants.groupId, groups.id),
        inArray(grants.resourceId, [...object.path]),
        holdsNow(grants),
      ),
    );
  const found = tx
    .select({ id: groups.id, name: groups.name })
    .from(groups)
    .where(
      and(eq(groups.workspaceId, workspace.id), isNull(groups.endedAt), seesAll ? undefined : exists(onTeam)),
    )
    .orderBy(sql`lower(${groups.name})`)
    .limit(200);
  return batched(tx, found);
}
