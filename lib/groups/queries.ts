import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { gm } from "@/db/aliases";
import { isAmong } from "@/db/arrays";
import { holdsNow } from "@/db/dated";
import { afterText, mostFirst, newestFirst, pageOf } from "@/db/keyset";
import { patternOf } from "@/db/patterns";
import { grants } from "@/db/schema/grants";
import { groups } from "@/db/schema/members";
import { contentsOf, isPresentOf, roleRevisions, roles } from "@/db/schema/roles";
import { batched, together } from "@/db/together";
import type { Level } from "@/lib/access/catalogue";
import { effectiveOf, profileOf, type RoleContents } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { belonging, peopleInGroup } from "@/lib/grants/lists";
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
    const { counts, given } = await together(scope.tx, {
      counts: peopleIn(scope, ids),
      given: givenBy(scope, ids),
    });
    const people = new Map(counts.map(({ id, people }) => [id, people]));
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
  name: sql`lower(${groups.name})`,
  members: sql`${mostFirst(sql`coalesce(c.people, 0)`)} || lower(${groups.name})`,
  newest: newestFirst(sql`${groups.createdAt}`),
};

function fitting({ tx, workspace }: Scope, { q, sort, after }: GroupsFilter): Promise<Found[]> {
  const key = keys[sort];
  const rows = sql`
    select ${groups.id}, ${groups.name}, ${groups.description}, ${key} as "sortKey" from ${groups} ${sort === "members" ? sql`left join ${counted(workspace.id)} as c on c.group_id = ${groups.id}` : sql``}
    where ${groups.workspaceId} = ${workspace.id} and ${groups.endedAt} is null and ${q ? matching(q) : sql`true`}`;
  // By name an index has the order; any other key is worked out once for each group.
  return batched(
    tx,
    sort === "name"
      ? sql<Found>`${rows} and ${afterText(key, sql`${groups.id}`, after)}
          order by ${key} collate "C", ${groups.id} limit ${pageSize + 1}`
      : sql<Found>`with sorted as materialized (${rows})
          select * from sorted where ${afterText(sql`"sortKey"`, sql`id`, after)}
          order by "sortKey" collate "C", id limit ${pageSize + 1}`,
  );
}

function counted(workspaceId: string): SQL {
  return sql`(select ${gm.groupId}, count(distinct ${gm.membershipId}) as people from ${belonging}
    where ${gm.workspaceId} = ${workspaceId} group by ${gm.groupId})`;
}

function matching(text: string): SQL {
  const pattern = patternOf(text);
  return sql`(${groups.name} ilike ${pattern} or ${groups.description} ilike ${pattern} or ${groups.id} in (
    select ${gm.groupId} from ${belonging} where ${gm.workspaceId} = ${groups.workspaceId} and ${isCalled(text)}))`;
}

function peopleIn({ tx, workspace }: Scope, ids: readonly string[]) {
  return tx
    .select({ id: groups.id, people: peopleInGroup(groups.id) })
    .from(groups)
    .where(and(eq(groups.workspaceId, workspace.id), isAmong(groups.id, ids)));
}

type Given = Awaited<ReturnType<typeof givenBy>>[number];

function givenBy({ tx, workspace }: Scope, ids: readonly string[]) {
  return tx
    .select({
      groupId: grants.groupId,
      name: roles.name,
      onWorkspace: sql<boolean>`${grants.resourceId} = ${grants.workspaceId}`,
      contents: contentsOf<RoleContents>(roleRevisions),
    })
    .from(grants)
    .innerJoin(roles, and(eq(roles.workspaceId, grants.workspaceId), eq(roles.id, grants.roleId)))
    .innerJoin(roleRevisions, isPresentOf(roleRevisions, roles))
    .where(and(eq(grants.workspaceId, workspace.id), isAmong(grants.groupId, ids), holdsNow(grants)))
    .orderBy(sql`lower(${roles.name})`, grants.id);
}

function roleMark({ name, contents }: Given): GroupRow["roles"][number] {
  return { name, profile: profileOf(effectiveOf(contents, undefined, true)) };
}
