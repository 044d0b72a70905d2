import "server-only";
import { eq, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { g, gm, m } from "@/db/aliases";
import { uuids } from "@/db/arrays";
import { holdsNow, iso } from "@/db/dated";
import { afterText, pageOf } from "@/db/keyset";
import { patternOf } from "@/db/patterns";
import { grants, resources } from "@/db/schema/grants";
import { groupMemberships, groups, isActive, memberships } from "@/db/schema/members";
import { contentsOf, isPresentOf, roleRevisions, roles } from "@/db/schema/roles";
import { users } from "@/db/schema/users";
import { batched } from "@/db/together";
import type { PermissionId } from "@/lib/access/catalogue";
import { isObjectRight } from "@/lib/access/object-rights";
import { idsOf } from "@/lib/access/permission-set";
import { effectiveOf, type RoleContents } from "@/lib/access/role";
import type { Scope } from "@/lib/doorway/scope";
import { presentRoles } from "@/lib/grants/present-roles";
import type { TeamFilter } from "./input";
import type { TeamObject } from "./object";
import { activeInGroup } from "./principals";

const giver = alias(users, "giver");
const [inside, insider] = [alias(memberships, "inside"), alias(users, "insider")];
const pageSize = 50;
/** Counts stop here; a page then says "1,000+". */
const countCap = 1000;

/** A grant on the object or above it, as the database has it. */
export type FoundGrant = {
  grantId: string;
  kind: "member" | "group";
  id: string;
  name: string;
  /** Of a member only. */
  userId: string | null;
  email: string | null;
  active: boolean | null;
  /** Of a group only: its active members. */
  people: number | null;
  role: { id: string; name: string };
  contents: RoleContents;
  plus: PermissionId[];
  minus: PermissionId[];
  source: string;
  givenBy: string | null;
  since: string;
  endsAt: string | null;
  endsWith: { id: string; name: string } | null;
  reviewOn: string | null;
  resource: { id: string; kind: string; name: string };
};

/** One page of the team: the object's own grants first, then inherited ones, the nearest first; groups before people. */
export async function grantsFitting(
  scope: Scope,
  object: TeamObject,
  filter: TeamFilter,
): Promise<{ rows: FoundGrant[]; next: string | null }> {
  const { tx, workspace } = scope;
  const key = sql`(case when ${g.resourceId} = ${object.id} then '0' else '1' end
    || lpad((99 - array_position(${uuids(object.path)}, ${g.resourceId}))::text, 2, '0')
    || case when ${g.groupId} is null then '1' else '0' end || lower(coalesce(${users.name}, ${groups.name})))`;
  const named = (id: typeof g.endsWithId | typeof g.resourceId, columns: SQL) => sql`
    (select json_build_object(${columns}) from ${resources}
      where ${resources.workspaceId} = ${g.workspaceId} and ${resources.id} = ${id})`;
  const page = sql<FoundGrant & { sortKey: string }>`
    select ${g.id} as "grantId", case when ${groups.id} is null then 'member' else 'group' end as kind,
      coalesce(${groups.id}, ${m.id}) as id, coalesce(${groups.name}, ${users.name}) as name, ${users.id} as "userId",
      ${users.email}, case when ${m.id} is not null then ${isActive(m)} end as active,
      case when ${groups.id} is not null then ${activeInGroup} end as people,
      json_build_object('id', ${roles.id}, 'name', ${roles.name}) as role, ${contentsOf(roleRevisions)} as contents,
      ${g.plus}, ${g.minus}, ${g.source}, (select ${giver.name} from ${users} ${giver} where ${giver.id} = ${g.grantedBy}) as "givenBy",
      ${iso(g.validFrom)} as since, ${iso(g.validTo)} as "endsAt", ${g.reviewOn}::text as "reviewOn",
      ${named(g.endsWithId, sql`'id', ${resources.id}, 'name', ${resources.name}`)} as "endsWith",
      ${named(g.resourceId, sql`'id', ${resources.id}, 'kind', ${resources.kind}, 'name', ${resources.name}`)} as resource,
      ${key} as "sortKey"
    ${await fromTeam(scope, object)} ${fitting(filter)}
      and ${afterText(key, sql`${g.id}`, filter.after)}
    order by ${key} collate "C", ${g.id} limit ${pageSize + 1}`;
  const found = await batched(tx, page);
  return pageOf(found, pageSize, ({ grantId }) => grantId);

  function fitting({ q, groupId, roleId }: TeamFilter): SQL {
    const conditions = [
      ...(q ? [matching(q)] : []),
      ...(roleId ? [eq(g.roleId, roleId)] : []),
      ...(groupId
        ? [
            sql`(${g.groupId} = ${groupId} or ${g.membershipId} in (select ${gm.membershipId} from ${groupMemberships} ${gm}
              where ${gm.workspaceId} = ${workspace.id} and ${gm.groupId} = ${groupId} and ${holdsNow(gm)}))`,
          ]
        : []),
    ];
    return conditions.length > 0 ? sql`and ${sql.join(conditions, sql` and `)}` : sql``;
  }
}

/** How many grants are the object's own and how many are inherited, whatever the filter; each up to 1,000. */
export async function countsOf(
  scope: Scope,
  object: TeamObject,
): Promise<{ direct: number; inherited: number }> {
  const from = await fromTeam(scope, object);
  const capped = (which: SQL) =>
    sql`(select count(*)::int from (select 1 ${from} and ${which} limit ${countCap}) as c)`;
  const counts = sql<{ direct: number; inherited: number }>`select
    ${capped(eq(g.resourceId, object.id))} as direct, ${capped(ne(g.resourceId, object.id))} as inherited`;
  const [found] = await batched(scope.tx, counts);
  return found ?? { direct: 0, inherited: 0 };
}

/**
 * The grants that make up a team. Of those on the workspace only such as give an object right: they hold everywhere, and
 * a role for settings or data is nobody's place on a team. Who is deactivated stays where they can be taken off.
 */
async function fromTeam(scope: Scope, object: TeamObject): Promise<SQL> {
  const { workspace } = scope;
  const concerning = (await presentRoles(scope))
    .filter(({ contents }) => isAboutObjects(contents))
    .map(({ id }) => id);
  return sql`
    from ${grants} ${g}
    join ${roles} on ${roles.workspaceId} = ${g.workspaceId} and ${roles.id} = ${g.roleId} and ${roles.kind} <> 'governance'
    join ${roleRevisions} on ${isPresentOf(roleRevisions, roles)}
    left join ${groups} on ${groups.workspaceId} = ${g.workspaceId} and ${groups.id} = ${g.groupId}
    left join ${memberships} ${m} on ${m.workspaceId} = ${g.workspaceId} and ${m.id} = ${g.membershipId}
    left join ${users} on ${users.id} = ${m.userId}
    where ${g.workspaceId} = ${workspace.id} and ${g.resourceId} = any(${uuids(object.path)}) and ${holdsNow(g)}
      and (${g.resourceId} <> ${workspace.id} or ${g.roleId} = any(${uuids(concerning)}) or cardinality(${g.plus}) > 0)
      and (${groups.id} is not null or (${m.endedAt} is null and (${g.resourceId} = ${object.id} or ${isActive(m)})))`;
}

function isAboutObjects(contents: RoleContents): boolean {
  return idsOf(effectiveOf(contents, undefined, true)).some(isObjectRight);
}

/** Name or address of a person, name of a group, or of somebody in it. */
function matching(text: string): SQL {
  const pattern = patternOf(text);
  return sql`(coalesce(${groups.name}, ${users.name}) ilike ${pattern} or ${users.email} ilike ${pattern} or ${g.groupId} in (
    select ${gm.groupId} from ${groupMemberships} ${gm}
    join ${memberships} ${inside} on ${inside.workspaceId} = ${gm.workspaceId} and ${inside.id} = ${gm.membershipId}
      and ${inside.endedAt} is null
    join ${users} ${insider} on ${insider.id} = ${inside.userId}
    where ${gm.workspaceId} = ${g.workspaceId} and ${holdsNow(gm)} and ${insider.name} ilike ${pattern}))`;
}
