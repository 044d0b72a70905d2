import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { isAmong } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { prepared } from "@/db/prepared";
import type { PermissionId } from "@/lib/access/catalogue";
import type { Facts, GrantFact, GroupFact, ResourceRef, RoleFact } from "@/lib/access/facts";
import type { Validity } from "@/lib/access/instant";
import type { RoleContents } from "@/lib/access/role";

/** The workspace whose tree is asked about. */
export type WorkspaceRef = { id: string; accountId: string; name: string };
/** The same, with its name in addresses and the time zone in which its days begin. */
export type Workspace = WorkspaceRef & { slug: string; timeZone: string };

/** A grant as texts: of all forms the one that PostgreSQL writes, and we read, with the least work. */
type GrantRow = [
  id: string,
  membershipId: string | null,
  groupId: string | null,
  roleId: string,
  from: string,
  to: string | null,
  endsWithId: string | null,
  plus: string,
  minus: string,
  source: string,
  kind: ResourceRef["kind"],
  resourceName: string,
  /** Ids, the resource's own last. */
  path: string,
];
type RoleRow = Omit<RoleFact, "revisions"> & { revisions: (Validity & RoleContents)[] };
type Loaded = {
  people: { id: string; disabled: boolean }[];
  memberships: { userId: string; id: string }[];
  administers: (Validity & { userId: string })[];
  active: (Validity & { userId: string })[];
  groups: (Validity & { id: string; name: string; userId: string })[];
  grants: GrantRow[];
  roles: RoleRow[];
};

/**
 * Loads, in one query, everything that `decide` needs to know about some people in one workspace: past, present and
 * future facts. The tenant context must be set.
 * @returns facts by user id; a person who is unknown here has `subject: null`.
 */
export async function factsOfPeople(
  tx: Transaction,
  workspace: WorkspaceRef,
  userIds: readonly string[],
): Promise<Map<string, Facts>> {
  const [row] = await prepared<{ loaded: Loaded }>(tx, factsQuery(workspace, userIds));
  if (!row) throw new Error("the facts query returned no row");
  return assemble(workspace, userIds, row.loaded);
}

/** The one query of {@link factsOfPeople}. */
export function factsQuery(workspace: WorkspaceRef, userIds: readonly string[]): SQL {
  return sql`
    with people as materialized (
      select m.user_id, m.id as membership_id from memberships m
      where m.workspace_id = ${workspace.id} and ${isAmong(sql`m.user_id`, userIds)}
    ), belonging as materialized (
      select p.user_id, gm.group_id, g.name, gm.valid_from, gm.valid_to
      from people p
      join group_memberships gm on gm.workspace_id = ${workspace.id} and gm.membership_id = p.membership_id
      join groups g on g.workspace_id = ${workspace.id} and g.id = gm.group_id
    ), held as materialized (
      select g.* from people p
      join grants g on g.workspace_id = ${workspace.id} and g.membership_id = p.membership_id
      union all
      select g.* from (select distinct group_id from belonging) b
      join grants g on g.workspace_id = ${workspace.id} and g.group_id = b.group_id
    )
    select json_build_object(
      'people', (select coalesce(json_agg(json_build_object('id', u.id, 'disabled', u.disabled_at is not null)), '[]')
        from users u where ${isAmong(sql`u.id`, userIds)}),
      'memberships', (select coalesce(json_agg(json_build_object('userId', user_id, 'id', membership_id)), '[]') from people),
      'administers', (select coalesce(json_agg(json_build_object(
          'userId', a.user_id, 'from', micros(a.valid_from), 'to', micros(a.valid_to))), '[]')
        from account_administrators a where a.account_id = ${workspace.accountId} and ${isAmong(sql`a.user_id`, userIds)}),
      'active', (select coalesce(json_agg(json_build_object(
          'userId', p.user_id, 'from', micros(x.valid_from), 'to', micros(x.valid_to))), '[]')
        from people p join active_periods x on x.workspace_id = ${workspace.id} and x.membership_id = p.membership_id),
      'groups', (select coalesce(json_agg(json_build_object('userId', user_id, 'id', group_id, 'name', name,
          'from', micros(valid_from), 'to', micros(valid_to))), '[]') from belonging),
      'grants', (select coalesce(json_agg(array[h.id::text, h.membership_id::text, h.group_id::text, h.role_id::text,
          micros(h.valid_from)::text, micros(h.valid_to)::text, h.ends_with_id::text, h.plus::text, h.minus::text, h.source, r.kind, r.name,
          r.path::text]), '[]')
        from held h join resources r on r.workspace_id = ${workspace.id} and r.id = h.resource_id),
      'roles', ${roleFactsJson(workspace.id, sql`r.id in (select role_id from held)`)}
    ) as loaded`;
}

/** The facts of one person; see {@link factsOfPeople}. */
export async function factsOf(tx: Transaction, workspace: WorkspaceRef, userId: string): Promise<Facts> {
  const facts = (await factsOfPeople(tx, workspace, [userId])).get(userId);
  if (!facts) throw new Error("the facts of a person were not assembled");
  return facts;
}

/** The workspace as the root of its tree. */
export function rootOf(workspace: WorkspaceRef): ResourceRef {
  return { id: workspace.id, kind: "workspace", name: workspace.name, path: [workspace.id] };
}

/** Every role of the workspace that was not deleted, with all its revisions. */
export function rolesOf(tx: Transaction, workspaceId: string): Promise<RoleFact[]> {
  return rolesWhere(tx, workspaceId, sql`r.ended_at is null`);
}

/** Every role that the workspace ever had. */
export function everyRoleOf(tx: Transaction, workspaceId: string): Promise<RoleFact[]> {
  return rolesWhere(tx, workspaceId, sql`true`);
}

async function rolesWhere(
  tx: Transaction,
  workspaceId: string,
  which: ReturnType<typeof sql>,
): Promise<RoleFact[]> {
  const [row] = await tx.execute<{ roles: RoleRow[] }>(
    sql`select ${roleFactsJson(workspaceId, which)} as roles`,
  );
  return (row?.roles ?? []).map(roleFact);
}

function roleFactsJson(workspaceId: string, which: ReturnType<typeof sql>) {
  return sql`(select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'kind', r.kind, 'revisions',
      (select coalesce(json_agg(json_build_object('from', micros(v.valid_from), 'to', micros(v.valid_to),
          'applications', v.applications, 'permissions', v.permissions) order by v.number), '[]')
        from role_revisions v where v.workspace_id = r.workspace_id and v.role_id = r.id)) order by r.created_at, r.id), '[]')
    from roles r where r.workspace_id = ${workspaceId} and ${which})`;
}

function roleFact(row: RoleRow): RoleFact {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    revisions: row.revisions.map(({ from, to, applications, permissions }) => ({
      from,
      to,
      contents: { applications, permissions },
    })),
  };
}

function assemble(workspace: WorkspaceRef, userIds: readonly string[], loaded: Loaded): Map<string, Facts> {
  const known = new Map(loaded.people.map((person) => [person.id, person]));
  const administers = byUser(loaded.administers);
  const active = byUser(loaded.active);
  const groups = byUser(loaded.groups);
  const grants = grantsByUser(loaded);
  return new Map(
    userIds.map((id) => [
      id,
      {
        subject: known.get(id) ?? null,
        workspace: rootOf(workspace),
        administers: (administers.get(id) ?? []).map(validity),
        active: (active.get(id) ?? []).map(validity),
        groups: (groups.get(id) ?? []).map(
          (row): GroupFact => ({ id: row.id, name: row.name, validity: validity(row) }),
        ),
        grants: (grants.get(id) ?? []).map(({ fact }) => fact),
      },
    ]),
  );
}

/** What each person holds themselves and through the groups they were ever in, the oldest first. */
function grantsByUser({ memberships, groups, grants, roles }: Loaded): Map<string, { fact: GrantFact }[]> {
  const roleById = new Map(roles.map((row) => [row.id, roleFact(row)]));
  const holders = new Map<string, Set<string>>(memberships.map(({ id, userId }) => [id, new Set([userId])]));
  for (const { id, userId } of groups) holders.set(id, (holders.get(id) ?? new Set()).add(userId));
  const held = grants
    .map((row) => ({ fact: grantFact(row, roleById), principalId: row[1] ?? row[2] ?? "" }))
    .sort(({ fact: a }, { fact: b }) => a.validity.from - b.validity.from || (a.id < b.id ? -1 : 1));
  return byUser(
    held.flatMap(({ fact, principalId }) =>
      [...(holders.get(principalId) ?? [])].map((userId) => ({ userId, fact })),
    ),
  );
}

function byUser<T extends { userId: string }>(rows: T[]): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const row of rows) {
    const others = grouped.get(row.userId);
    if (others) others.push(row);
    else grouped.set(row.userId, [row]);
  }
  return grouped;
}

function validity({ from, to }: Validity): Validity {
  return { from, to };
}

function grantFact(row: GrantRow, roles: Map<string, RoleFact>): GrantFact {
  const [id, , groupId, roleId, from, to, endsWithId, plus, minus, source, kind, name, pathText] = row;
  const role = roles.get(roleId);
  if (!role) throw new Error(`grant ${id} names a role that was not loaded`);
  const path = listIn(pathText);
  return {
    id,
    groupId,
    role,
    resource: { id: path.at(-1) ?? "", kind, name, path },
    validity: { from: Number(from), to: to === null ? null : Number(to) },
    endsWithId,
    plus: listIn<PermissionId>(plus),
    minus: listIn<PermissionId>(minus),
    source,
  };
}

/** The items of an array in PostgreSQL's text: ids, which hold nothing that would be quoted. @throws for anything else. */
function listIn<T extends string = string>(text: string): T[] {
  if (text.includes('"')) throw new Error(`a list of ids holds something else: ${text}`);
  return text === "{}" ? [] : (text.slice(1, -1).split(",") as T[]);
}
