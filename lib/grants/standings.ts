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

/** How some people stand: by membership id, the key of their standing; and each standing by its key. */
export type Standings = { keys: Map<string, string>; byKey: Map<string, Standing> };

type Holding = [roleId: string, resourceId: string, plus: PermissionId[], minus: PermissionId[]];

const holding = sql`json_build_array(g.role_id, g.resource_id, g.plus, g.minus)::text`;
const always = { from: 0, to: null };

/**
 * How people stand at the database's present, each distinct set of holdings once, however many hold it. Left out are
 * those who hold nothing whatever they were given: without an active membership, or disabled; and account
 * administrators, who hold everything.
 * @param which condition on a membership `m`
 */
export async function standingsOf(tx: Transaction, workspace: WorkspaceRef, which: SQL): Promise<Standings> {
  const rows = await tx.execute<{ held: string[]; membershipIds: string[] }>(sql`
    with people as materialized (
      select m.id from memberships m join users u on u.id = m.user_id and u.disabled_at is null
      where m.workspace_id = ${workspace.id} and m.ended_at is null and (${which})
        and exists (select 1 from active_periods p
          where p.workspace_id = m.workspace_id and p.membership_id = m.id and ${holdsNow(sql`p`)})
        and not exists (select 1 from account_administrators a
          where a.account_id = ${workspace.accountId} and a.user_id = m.user_id and ${holdsNow(sql`a`)})
    ), belonging as materialized (
      select p.id, gm.group_id from people p
      join group_memberships gm on gm.workspace_id = ${workspace.id} and gm.membership_id = p.id and ${holdsNow(sql`gm`)}
    ), of_groups as materialized (
      select g.group_id, ${holding} as holding from grants g
      where g.workspace_id = ${workspace.id} and g.group_id in (select group_id from belonging) and ${holdsNow(sql`g`)}
    ), held as (
      select p.id, ${holding} as holding from people p
      join grants g on g.workspace_id = ${workspace.id} and g.membership_id = p.id and ${holdsNow(sql`g`)}
      union all
      select b.id, o.holding from belonging b join of_groups o on o.group_id = b.group_id
    ), stood as (
      select p.id, array_remove(array_agg(distinct h.holding), null) as held
      from people p left join held h on h.id = p.id group by p.id
    )
    select held, array_agg(id) as "membershipIds" from stood group by held`);
  const holdings = new Map(
    rows.flatMap(({ held }) => held).map((text) => [text, JSON.parse(text) as Holding]),
  );
  const grants = await grantsOf(tx, workspace, holdings);
  const standings: Standings = { keys: new Map(), byKey: new Map() };
  for (const { held, membershipIds } of rows) {
    const key = held.join("\n");
    standings.byKey.set(
      key,
      standingFrom(
        workspace,
        held.flatMap((text) => grants.get(text) ?? []),
      ),
    );
    for (const id of membershipIds) standings.keys.set(id, key);
  }
  return standings;
}

/** Each holding as a grant that holds, by its text. */
async function grantsOf(
  tx: Transaction,
  workspace: WorkspaceRef,
  holdings: ReadonlyMap<string, Holding>,
): Promise<Map<string, GrantFact>> {
  const [roleIds, resourceIds] = [0, 1].map((part) => [
    ...new Set([...holdings.values()].map((holding) => holding[part as 0 | 1])),
  ]) as [string[], string[]];
  const roleRows = await tx.execute<RoleContents & Omit<RoleFact, "revisions">>(sql`
    select r.id, r.name, r.kind, v.applications, v.permissions from roles r
    join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and ${holdsNow(sql`v`)}
    where r.workspace_id = ${workspace.id} and r.id = any(${uuids(roleIds)})`);
  const roles = new Map<string, RoleFact>(
    roleRows.map(({ id, name, kind, ...contents }) => [
      id,
      { id, name, kind, revisions: [{ ...always, contents }] },
    ]),
  );
  const resources = await resourcesById(tx, workspace.id, resourceIds);
  return new Map(
    [...holdings].flatMap(([text, [roleId, resourceId, plus, minus]]) => {
      const [role, resource] = [roles.get(roleId), resources.get(resourceId)];
      if (!role || !resource) return [];
      return [[text, { id: text, groupId: null, role, resource, validity: always, plus, minus, source: "" }]];
    }),
  );
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
