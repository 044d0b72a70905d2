import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { holdsNow } from "@/db/dated";
import { afterText, mostFirst, newestFirst, pageOf } from "@/db/keyset";
import { patternOf } from "@/db/patterns";
import type { Level } from "@/lib/access/catalogue";
import { effectiveOf, profileOf, type RoleContents } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { isCalled } from "@/lib/members/listing";
import { GroupsFilter } from "./input";

export type GroupRow = {
  id: string;
  name: string;
  description: string;
  people: number;
  /** What it gives on the workspace. */
  roles: { name: string; profile: Level[] }[];
  /** On how many resources below the workspace it has a role. */
  places: number;
};

export type GroupsPage = {
  rows: GroupRow[];
  /** Cursor of the next page, null on the last. */
  next: string | null;
  mayManage: boolean;
};

const pageSize = 50;

/** The groups of a workspace, found by their name, their description or a person in them. */
export const groupsOf = query({
  name: "groups.list",
  permission: "general:view-members",
  input: GroupsFilter,
  run: async (scope, filter): Promise<GroupsPage> => {
    const found = await fitting(scope, filter);
    const { rows, next } = pageOf(found, pageSize, ({ id }) => id);
    const ids = rows.map(({ id }) => id);
    const people = await peopleIn(scope, ids);
    const given = await givenBy(scope, ids);
    return {
      rows: rows.map((row) => ({
        ...row,
        people: people.get(row.id) ?? 0,
        roles: given.filter(({ groupId, onWorkspace }) => groupId === row.id && onWorkspace).map(roleMark),
        places: given.filter(({ groupId, onWorkspace }) => groupId === row.id && !onWorkspace).length,
      })),
      next,
      mayManage: scope.access.can("general:manage-user", scope.root),
    };
  },
});

type Found = { id: string; name: string; description: string; sortKey: string };

const keys: Record<GroupsFilter["sort"], SQL> = {
  name: sql`lower(g.name)`,
  members: sql`${mostFirst(sql`coalesce(c.people, 0)`)} || lower(g.name)`,
  newest: newestFirst(sql`g.created_at`),
};

function fitting({ tx, workspace }: Scope, { q, sort, after }: GroupsFilter): Promise<Found[]> {
  const key = keys[sort];
  const rows = sql`
    select g.id, g.name, g.description, ${key} as "sortKey" from groups g ${sort === "members" ? sql`left join ${counted(workspace.id)} as c on c.group_id = g.id` : sql``}
    where g.workspace_id = ${workspace.id} and g.ended_at is null and ${q ? matching(q) : sql`true`}`;
  // By name an index has the order; any other key is worked out once for each group.
  return tx.execute<Found>(
    sort === "name"
      ? sql`${rows} and ${afterText(key, sql`g.id`, after)}
          order by ${key} collate "C", g.id limit ${pageSize + 1}`
      : sql`with sorted as materialized (${rows})
          select * from sorted where ${afterText(sql`"sortKey"`, sql`id`, after)}
          order by "sortKey" collate "C", id limit ${pageSize + 1}`,
  );
}

function counted(workspaceId: string): SQL {
  return sql`(select gm.group_id, count(distinct gm.membership_id) as people from group_memberships gm
    where gm.workspace_id = ${workspaceId} and ${holdsNow(sql`gm`)} group by gm.group_id)`;
}

function matching(text: string): SQL {
  const pattern = patternOf(text);
  return sql`(g.name ilike ${pattern} or g.description ilike ${pattern} or g.id in (
    select gm.group_id from group_memberships gm
    join memberships m on m.workspace_id = gm.workspace_id and m.id = gm.membership_id and m.ended_at is null
    where gm.workspace_id = g.workspace_id and ${holdsNow(sql`gm`)} and ${isCalled(text)}))`;
}

async function peopleIn({ tx, workspace }: Scope, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.execute<{ id: string; people: number }>(sql`
    select gm.group_id as id, count(distinct gm.membership_id)::int as people from group_memberships gm
    where gm.workspace_id = ${workspace.id} and gm.group_id = any(${uuids(ids)}) and ${holdsNow(sql`gm`)} group by gm.group_id`);
  return new Map(rows.map(({ id, people }) => [id, people]));
}

type Given = RoleContents & { groupId: string; name: string; onWorkspace: boolean };

function givenBy({ tx, workspace }: Scope, ids: readonly string[]): Promise<Given[]> {
  return tx.execute<Given>(sql`
    select g.group_id as "groupId", r.name, g.resource_id = g.workspace_id as "onWorkspace", v.applications, v.permissions
    from grants g join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
    join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and ${holdsNow(sql`v`)}
    where g.workspace_id = ${workspace.id} and g.group_id = any(${uuids(ids)}) and ${holdsNow(sql`g`)}
    order by lower(r.name), g.id`);
}

function roleMark({ name, ...contents }: Given): GroupRow["roles"][number] {
  return { name, profile: profileOf(effectiveOf(contents, undefined, true)) };
}
