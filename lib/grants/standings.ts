import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { holdsNow } from "@/db/dated";
import { type Access, accessAt } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import type { GrantFact, ResourceRef, RoleFact } from "@/lib/access/facts";
import type { RoleContents } from "@/lib/access/role";
import { rootOf, type WorkspaceRef } from "./facts";

/** What people hold at present who all hold the very same: one look at it tells of all of them. */
export type Standing = {
  access: Access;
  /** The resources on which they hold something. */
  resources: ResourceRef[];
};

/**
 * How some people stand: by membership id, the key of their standing; and each standing by its key. `inactive`: those
 * who hold nothing whatever they were given, because their membership is not active or they are disabled.
 */
export type Standings = { keys: Map<string, string>; byKey: Map<string, Standing>; inactive: string[] };

type Holding = [roleId: string, resourceId: string, plus: PermissionId[], minus: PermissionId[]];

/** Holdings, as text, that all these people have; their membership ids with commas between. */
type Row = { holdings: string[]; ids: string | null; inactive: string | null };

const holding = sql`json_build_array(g.role_id, g.resource_id, g.plus, g.minus)::text`;
const always = { from: 0, to: null };

/**
 * How people stand at the database's present, each distinct set of holdings once, however many hold it. Left out are
 * account administrators, who hold everything whatever they are given.
 * @param which condition on a membership `m`
 */
export async function standingsOf(tx: Transaction, workspace: WorkspaceRef, which: SQL): Promise<Standings> {
  const rows = await tx.execute<Row>(sql`
    with people as materialized (
      select m.id, u.disabled_at is null and exists (select 1 from active_periods p
          where p.workspace_id = m.workspace_id and p.membership_id = m.id and ${holdsNow(sql`p`)}) as active
      from memberships m join users u on u.id = m.user_id
      where m.workspace_id = ${workspace.id} and m.ended_at is null and (${which})
        and not exists (select 1 from account_administrators a
          where a.account_id = ${workspace.accountId} and a.user_id = m.user_id and ${holdsNow(sql`a`)})
    ), belonging as materialized (
      select gm.group_id, string_agg(p.id::text, ',') as ids from people p
      join group_memberships gm on gm.workspace_id = ${workspace.id} and gm.membership_id = p.id and ${holdsNow(sql`gm`)}
      where p.active group by gm.group_id
    )
    select '{}'::text[] as holdings, string_agg(id::text, ',') filter (where active) as ids,
      string_agg(id::text, ',') filter (where not active) as inactive from people
    union all
    select array[${holding}], string_agg(p.id::text, ','), null from people p
    join grants g on g.workspace_id = ${workspace.id} and g.membership_id = p.id and ${holdsNow(sql`g`)}
    where p.active group by g.role_id, g.resource_id, g.plus, g.minus
    union all
    select array_agg(${holding}), min(b.ids), null from belonging b
    join grants g on g.workspace_id = ${workspace.id} and g.group_id = b.group_id and ${holdsNow(sql`g`)}
    group by b.group_id`);
  const texts = [...new Set(rows.flatMap(({ holdings }) => holdings))];
  const grants = await grantsOf(tx, workspace, texts);
  const keys = keysOf(rows, new Map(texts.map((text, number) => [text, number])));
  const byKey = new Map(
    [...new Set(keys.values())].map((key) => {
      const numbers = key === "" ? [] : key.split(",").map(Number);
      return [
        key,
        standingFrom(
          workspace,
          numbers.flatMap((number) => grants[number] ?? []),
        ),
      ];
    }),
  );
  return { keys, byKey, inactive: rows.flatMap(({ inactive }) => listed(inactive)) };
}

function listed(ids: string | null): string[] {
  return ids ? ids.split(",") : [];
}

/** By membership id, the numbers of the holdings: in order, each once, with commas between. */
function keysOf(rows: readonly Row[], numbers: ReadonlyMap<string, number>): Map<string, string> {
  const held = new Map<string, number[]>();
  for (const { holdings, ids } of rows) {
    const some = holdings.map((text) => numbers.get(text) as number);
    for (const id of listed(ids)) {
      const others = held.get(id);
      if (others) others.push(...some);
      else held.set(id, [...some]);
    }
  }
  return new Map([...held].map(([id, some]) => [id, [...new Set(some.sort((a, b) => a - b))].join(",")]));
}

/** Each holding as a grant that holds; undefined where its role has no contents at present. */
async function grantsOf(
  tx: Transaction,
  workspace: WorkspaceRef,
  texts: readonly string[],
): Promise<(GrantFact | undefined)[]> {
  const holdings = texts.map((text) => JSON.parse(text) as Holding);
  const roleRows = await tx.execute<RoleContents & Omit<RoleFact, "revisions">>(sql`
    select r.id, r.name, r.kind, v.applications, v.permissions from roles r
    join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and ${holdsNow(sql`v`)}
    where r.workspace_id = ${workspace.id} and r.id = any(${uuids([...new Set(holdings.map(([id]) => id))])})`);
  const roles = new Map<string, RoleFact>(
    roleRows.map(({ id, name, kind, ...contents }) => [
      id,
      { id, name, kind, revisions: [{ ...always, contents }] },
    ]),
  );
  const places = [...new Set(holdings.map(([, resourceId]) => resourceId))];
  const resources = await resourcesById(tx, workspace.id, places);
  return holdings.map(([roleId, resourceId, plus, minus], number) => {
    const [role, resource] = [roles.get(roleId), resources.get(resourceId)];
    if (!role || !resource) return undefined;
    return { id: `${number}`, groupId: null, role, resource, validity: always, plus, minus, source: "" };
  });
}

/** Resources of the workspace by id; unknown ids are left out. */
export async function resourcesById(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, ResourceRef>> {
  const rows = await tx.execute<ResourceRef>(sql`
    select id, kind, name, path from resources where workspace_id = ${workspaceId} and id = any(${uuids(ids)})`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** How those stand who hold these grants, and no others. */
export function standingFrom(workspace: WorkspaceRef, grants: readonly GrantFact[]): Standing {
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
