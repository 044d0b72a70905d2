import "server-only";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { g, gm, m } from "@/db/aliases";
import { isAmong, uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { holdsNow } from "@/db/dated";
import { accountAdministrators as admins } from "@/db/schema/accounts";
import { grants, refOf, resources } from "@/db/schema/grants";
import { activePeriods, groupMemberships, memberships } from "@/db/schema/members";
import { contentsOf, isPresentOf, roleRevisions, roles } from "@/db/schema/roles";
import { users } from "@/db/schema/users";
import { type Access, accessAt } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import type { GrantFact, ResourceRef, RoleFact } from "@/lib/access/facts";
import type { RoleContents } from "@/lib/access/role";
import { rootOf, type WorkspaceRef } from "@/lib/facts/facts";

/** What people hold at present who all hold the very same: one look at it tells of all of them. */
export type SharedAccess = {
  access: Access;
  /** The resources on which they hold something. */
  resources: ResourceRef[];
};

/**
 * What some people hold: by membership id, the number of their access; and what each number holds, of which 0 holds
 * nothing. `inactive`: those who hold nothing whatever they were given, because their membership is not active or
 * they are disabled.
 */
export type AccessOfPeople = {
  numbers: Map<string, number>;
  byNumber: Map<number, SharedAccess>;
  inactive: string[];
};

type Holding = [roleId: string, resourceId: string, plus: PermissionId[], minus: PermissionId[]];

/** Holdings, one a line, that all these people have; their membership ids with commas between. */
type Row = { holdings: string | null; ids: string | null; inactive: string | null };

const holding = sql`json_build_array(${g.roleId}, ${g.resourceId}, ${g.plus}, ${g.minus})::text`;
const p = alias(activePeriods, "p");
const always = { from: 0, to: null };

/**
 * What people hold at the database's present, each distinct set of holdings once, however many hold it. Left out are
 * account administrators, who hold everything whatever they are given.
 * @param which condition on a membership `m`
 */
export async function accessOfPeople(
  tx: Transaction,
  workspace: WorkspaceRef,
  which: SQL,
): Promise<AccessOfPeople> {
  return accessOfMemberships(tx, workspace, await membershipIds(tx, workspace, which));
}

/** The live memberships that fit a condition on a membership `m`. */
export async function membershipIds(tx: Transaction, workspace: WorkspaceRef, which: SQL): Promise<string[]> {
  const [row] = await tx
    .select({ ids: sql<string | null>`string_agg(${m.id}::text, ',')` })
    .from(m)
    .where(and(eq(m.workspaceId, workspace.id), isNull(m.endedAt), which));
  return listed(row?.ids ?? null);
}

/**
 * {@link accessOfPeople} by membership id. The planner knows how many an array holds, and outer joins keep that known: it
 * then looks each of a few people up, and reads tables once for many.
 */
export async function accessOfMemberships(
  tx: Transaction,
  workspace: WorkspaceRef,
  ids: readonly string[],
): Promise<AccessOfPeople> {
  const rows = await tx.execute<Row>(sql`
    with people as materialized (
      select given.id, ${p.id} is not null and ${users.id} is null as active
      from unnest(${uuids(ids)}) as given(id)
      left join ${memberships} ${m} on ${m.workspaceId} = ${workspace.id} and ${m.id} = given.id and ${m.endedAt} is null
      left join ${activePeriods} ${p} on ${p.workspaceId} = ${workspace.id} and ${p.membershipId} = ${m.id} and ${holdsNow(p)}
      left join ${users} on ${users.id} = ${m.userId} and ${users.disabledAt} is not null
      where not exists (select 1 from ${admins}
        where ${admins.accountId} = ${workspace.accountId} and ${admins.userId} = ${m.userId} and ${holdsNow(admins)})
    ), belonging as materialized (
      select ${gm.groupId}, string_agg(p.id::text, ',') as ids from people p
      join ${groupMemberships} ${gm} on ${gm.workspaceId} = ${workspace.id} and ${gm.membershipId} = p.id and ${holdsNow(gm)}
      where p.active group by ${gm.groupId}
    )
    select null as holdings, string_agg(id::text, ',') filter (where active) as ids,
      string_agg(id::text, ',') filter (where not active) as inactive from people
    union all
    select ${holding}, string_agg(p.id::text, ','), null from people p
    join ${grants} ${g} on ${g.workspaceId} = ${workspace.id} and ${g.membershipId} = p.id and ${holdsNow(g)}
    where p.active group by ${g.roleId}, ${g.resourceId}, ${g.plus}, ${g.minus}
    union all
    select string_agg(${holding}, chr(10)), min(b.ids), null from belonging b
    join ${grants} ${g} on ${g.workspaceId} = ${workspace.id} and ${g.groupId} = b.group_id and ${holdsNow(g)}
    group by b.group_id`);
  const holders = new Map<string, string[][]>();
  for (const { holdings, ids } of rows)
    for (const text of holdings?.split("\n") ?? []) {
      const others = holders.get(text);
      if (others) others.push(listed(ids));
      else holders.set(text, [listed(ids)]);
    }
  const everybody = rows.flatMap(({ holdings, ids }) => (holdings === null ? listed(ids) : []));
  const { numbers, holdingsOf } = numbered(everybody, [...holders.values()]);
  const held = await grantsOf(tx, workspace, [...holders.keys()]);
  const byNumber = new Map(
    [...new Set([0, ...numbers.values()])].map((number) => {
      const theirs = holdingsOf(number).flatMap((holding) => held[holding] ?? []);
      return [number, accessFrom(workspace, theirs)];
    }),
  );
  return { numbers, byNumber, inactive: rows.flatMap(({ inactive }) => listed(inactive)) };
}

function listed(ids: string | null): string[] {
  return ids ? ids.split(",") : [];
}

/**
 * Numbers the distinct sets of holdings, 0 for none, by going through the holdings in order: who has one more goes on
 * from their set to the one that has it, too.
 * @param holders of each holding, lists of those who have it
 */
function numbered(everybody: readonly string[], holders: readonly (readonly string[])[][]) {
  const sets = [{ before: 0, holding: -1, next: new Map<number, number>() }];
  const numbers = new Map(everybody.map((id) => [id, 0]));
  const extended = (number: number, holding: number): number => {
    const set = sets[number] as (typeof sets)[number];
    if (set.holding === holding) return number;
    const known = set.next.get(holding);
    if (known !== undefined) return known;
    set.next.set(holding, sets.length);
    return sets.push({ before: number, holding, next: new Map() }) - 1;
  };
  for (const [holding, lists] of holders.entries())
    for (const id of lists.flat()) numbers.set(id, extended(numbers.get(id) ?? 0, holding));
  const holdingsOf = (number: number): number[] => {
    const set = sets[number];
    return number === 0 || !set ? [] : [...holdingsOf(set.before), set.holding];
  };
  return { numbers, holdingsOf };
}

/** Each holding as a grant that holds; undefined where its role has no contents at present. */
async function grantsOf(
  tx: Transaction,
  workspace: WorkspaceRef,
  texts: readonly string[],
): Promise<(GrantFact | undefined)[]> {
  const holdings = texts.map((text) => JSON.parse(text) as Holding);
  const roleRows = await tx
    .select({
      id: roles.id,
      name: roles.name,
      kind: roles.kind,
      contents: contentsOf<RoleContents>(roleRevisions),
    })
    .from(roles)
    .innerJoin(roleRevisions, isPresentOf(roleRevisions, roles))
    .where(
      and(eq(roles.workspaceId, workspace.id), isAmong(roles.id, [...new Set(holdings.map(([id]) => id))])),
    );
  const roleById = new Map<string, RoleFact>(
    roleRows.map(({ contents, ...role }) => [role.id, { ...role, revisions: [{ ...always, contents }] }]),
  );
  const places = [...new Set(holdings.map(([, resourceId]) => resourceId))];
  const resourceById = await resourcesById(tx, workspace.id, places);
  return holdings.map(([roleId, resourceId, plus, minus], number) => {
    const [role, resource] = [roleById.get(roleId), resourceById.get(resourceId)];
    if (!role || !resource) return undefined;
    return {
      id: `${number}`,
      groupId: null,
      role,
      resource,
      validity: always,
      endsWithId: null,
      plus,
      minus,
      source: "",
    };
  });
}

/** Resources of the workspace by id; unknown ids are left out. */
export async function resourcesById(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, ResourceRef>> {
  const rows = await tx
    .select(refOf(resources))
    .from(resources)
    .where(and(eq(resources.workspaceId, workspaceId), isAmong(resources.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}

/** How those stand who hold these grants, and no others. */
export function accessFrom(workspace: WorkspaceRef, grants: readonly GrantFact[]): SharedAccess {
  const facts = {
    subject: { id: "", disabled: false },
    administers: [],
    workspace: rootOf(workspace),
    active: [always],
    groups: [],
    grants,
  };
  return { access: accessAt(facts, 0), resources: [...new Set(grants.map(({ resource }) => resource))] };
}

/** The first by name among the memberships `m` that fit a condition; null when none does. */
export async function firstNameOf(
  { tx, workspace }: { tx: Transaction; workspace: { id: string } },
  which: SQL,
): Promise<string | null> {
  const [row] = await tx
    .select({ name: users.name })
    .from(m)
    .innerJoin(users, eq(users.id, m.userId))
    .where(and(eq(m.workspaceId, workspace.id), isNull(m.endedAt), which))
    .orderBy(sql`lower(${users.name})`, m.id)
    .limit(1);
  return row?.name ?? null;
}
