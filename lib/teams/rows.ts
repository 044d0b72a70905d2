import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { holdsNow, iso } from "@/db/dated";
import { afterText, pageOf } from "@/db/keyset";
import { patternOf } from "@/db/patterns";
import type { PermissionId } from "@/lib/access/catalogue";
import { contentsAt } from "@/lib/access/facts";
import { isObjectRight } from "@/lib/access/object-rights";
import { idsOf } from "@/lib/access/permission-set";
import { effectiveOf, type RoleContents } from "@/lib/access/role";
import type { Scope } from "@/lib/doorway/scope";
import { rolesOf } from "@/lib/facts/facts";
import type { TeamFilter } from "./input";
import type { TeamObject } from "./object";
import { activeNow } from "./principals";

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
  const key = sql`(case when g.resource_id = ${object.id} then '0' else '1' end
    || lpad((99 - array_position(${uuids(object.path)}, g.resource_id))::text, 2, '0')
    || case when g.group_id is null then '1' else '0' end || lower(coalesce(u.name, gr.name)))`;
  const found = await tx.execute<FoundGrant & { sortKey: string }>(sql`
    select g.id as "grantId", case when gr.id is null then 'member' else 'group' end as kind,
      coalesce(gr.id, m.id) as id, coalesce(gr.name, u.name) as name, u.id as "userId", u.email,
      case when m.id is not null then ${activeNow} end as active,
      case when gr.id is not null then (select count(*)::int from group_memberships o
        join memberships m on m.workspace_id = o.workspace_id and m.id = o.membership_id
        where o.workspace_id = gr.workspace_id and o.group_id = gr.id and ${holdsNow(sql`o`)} and ${activeNow}) end as people,
      json_build_object('id', r.id, 'name', r.name) as role,
      json_build_object('applications', v.applications, 'permissions', v.permissions) as contents,
      g.plus, g.minus, g.source, (select name from users where id = g.granted_by) as "givenBy",
      ${iso(sql`g.valid_from`)} as since, ${iso(sql`g.valid_to`)} as "endsAt", g.review_on::text as "reviewOn",
      (select json_build_object('id', e.id, 'name', e.name) from resources e
        where e.workspace_id = g.workspace_id and e.id = g.ends_with_id) as "endsWith",
      (select json_build_object('id', p.id, 'kind', p.kind, 'name', p.name) from resources p
        where p.workspace_id = g.workspace_id and p.id = g.resource_id) as resource, ${key} as "sortKey"
    ${await fromTeam(scope, object)} ${fitting(filter)}
      and ${afterText(key, sql`g.id`, filter.after)}
    order by ${key} collate "C", g.id limit ${pageSize + 1}`);
  return pageOf(found, pageSize, ({ grantId }) => grantId);

  function fitting({ q, groupId, roleId }: TeamFilter): SQL {
    const conditions = [
      ...(q ? [matching(q)] : []),
      ...(roleId ? [sql`g.role_id = ${roleId}`] : []),
      ...(groupId
        ? [
            sql`(g.group_id = ${groupId} or g.membership_id in (select gm.membership_id from group_memberships gm
              where gm.workspace_id = ${workspace.id} and gm.group_id = ${groupId} and ${holdsNow(sql`gm`)}))`,
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
  const [row] = await scope.tx.execute<{ direct: number; inherited: number }>(sql`select
    ${capped(sql`g.resource_id = ${object.id}`)} as direct, ${capped(sql`g.resource_id <> ${object.id}`)} as inherited`);
  return row ?? { direct: 0, inherited: 0 };
}

/**
 * The grants that make up a team. Of those on the workspace only such as give an object right: they hold everywhere, and
 * a role for settings or data is nobody's place on a team. Who is deactivated stays where they can be taken off.
 */
async function fromTeam(scope: Scope, object: TeamObject): Promise<SQL> {
  const { workspace } = scope;
  const concerning = (await rolesOf(scope.tx, workspace.id)).flatMap((role) => {
    const contents = contentsAt(role, scope.now);
    return contents && isAboutObjects(contents) ? [role.id] : [];
  });
  return sql`
    from grants g
    join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id and r.kind <> 'governance'
    join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and ${holdsNow(sql`v`)}
    left join groups gr on gr.workspace_id = g.workspace_id and gr.id = g.group_id
    left join memberships m on m.workspace_id = g.workspace_id and m.id = g.membership_id
    left join users u on u.id = m.user_id
    where g.workspace_id = ${workspace.id} and g.resource_id = any(${uuids(object.path)}) and ${holdsNow(sql`g`)}
      and (g.resource_id <> ${workspace.id} or g.role_id = any(${uuids(concerning)}) or cardinality(g.plus) > 0)
      and (gr.id is not null or (m.ended_at is null and (g.resource_id = ${object.id} or ${activeNow})))`;
}

function isAboutObjects(contents: RoleContents): boolean {
  return idsOf(effectiveOf(contents, undefined, true)).some(isObjectRight);
}

/** Name or address of a person, name of a group, or of somebody in it. */
function matching(text: string): SQL {
  const pattern = patternOf(text);
  return sql`(coalesce(gr.name, u.name) ilike ${pattern} or u.email ilike ${pattern} or g.group_id in (
    select gm.group_id from group_memberships gm
    join memberships im on im.workspace_id = gm.workspace_id and im.id = gm.membership_id and im.ended_at is null
    join users iu on iu.id = im.user_id
    where gm.workspace_id = g.workspace_id and ${holdsNow(sql`gm`)} and iu.name ilike ${pattern}))`;
}
