import { type SQL, sql } from "drizzle-orm";
import type { Sql } from "postgres";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { inContext } from "@/db/tenant";
import { accessAt } from "@/lib/access/access";
import type { ResourceRef } from "@/lib/access/facts";
import { factsOf } from "@/lib/facts/facts";
import { resourcesById } from "@/lib/grants/access-of-people";
import { amongVisible, visibleTo } from "@/lib/grants/lists";
import type { LargeWorkspace } from "@/lib/grants/testing/large-workspace";
import { compare, type Effort, inverse } from "./measure";
import type { Figure } from "./report";

const effort: Effort = { rounds: 7, passes: 3 };
const permission = "campaign:view";

/** Every pair of a resource and one at or above it, under the same row security as the tree itself. */
export async function writeClosure(owner: Sql, workspaceId: string): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`select set_config('remit.workspace', ${workspaceId}, true)`;
    await tx`create table closure as
      select workspace_id, above, id from resources, unnest(path) above where workspace_id = ${workspaceId}`;
    await tx`create index on closure (workspace_id, above, id)`;
    await tx`create index on closure (workspace_id, id, above)`;
    await tx`alter table closure enable row level security`;
    await tx`create policy of_workspace on closure to remit_app using (workspace_id = remit_workspace())`;
    await tx`grant select on closure to remit_app`;
  });
  await owner`analyze closure`;
}

type Way = { name: string; rows: (tx: Transaction) => SQL };

function listed(workspaceId: string, which: SQL, order: SQL): SQL {
  return sql`select r.id, r.name from resources r where r.workspace_id = ${workspaceId} and ${which} ${order}`;
}

/** Who has a grant on these resources: the part of "who sees it" that depends on how ancestors are found. */
function holders(workspaceId: string, places: SQL): SQL {
  return sql`select distinct g.membership_id from grants g
    where g.workspace_id = ${workspaceId} and g.resource_id in (${places}) and g.membership_id is not null`;
}

async function against(
  { workspace }: LargeWorkspace,
  what: string,
  [ours, ...others]: [Way, ...Way[]],
): Promise<Figure[]> {
  return inContext({ workspace: workspace.id, account: workspace.accountId }, async (tx) => {
    const variant = ({ name, rows }: Way) => ({
      name,
      pass: async () => (await tx.execute(rows(tx))).length,
    });
    const ratios = await compare(variant(ours), others.map(variant), effort);
    return others.map(({ name }): Figure => {
      const ratio = inverse(ratios.get(name)!);
      return { what, against: name, ratio, bound: "at most" };
    });
  });
}

/** Lists of a large tree, held against other ways to keep one, on the same rows with the same answers. */
export async function treeFigures(owner: Sql, large: LargeWorkspace, resources: number): Promise<Figure[]> {
  const { workspace } = large;
  await writeClosure(owner, workspace.id);
  const { access, action } = await inContext(
    { workspace: workspace.id, account: workspace.accountId },
    async (tx) => {
      const facts = await factsOf(tx, workspace, large.userId(2));
      const last = large.resourceId(resources);
      const found = (await resourcesById(tx, workspace.id, [last])).get(last) as ResourceRef;
      return { access: accessAt(facts, Date.now() * 1000), action: found };
    },
  );
  const places = access.whereCan(permission);
  if (places === "everywhere") throw new Error("the person sees everything: nothing to compare");
  const closed = sql`r.id in (select c.id from closure c where c.workspace_id = ${workspace.id} and c.above = any(${uuids(places)}))`;
  const lists = (order: SQL): [Way, ...Way[]] => [
    {
      name: "descending the tree",
      rows: () => listed(workspace.id, amongVisible(access, permission), order),
    },
    { name: "paths in every row", rows: () => listed(workspace.id, visibleTo(access, permission), order) },
    { name: "a closure table", rows: () => listed(workspace.id, closed, order) },
  ];
  const ways: [Way, ...Way[]] = [
    {
      name: "its path",
      rows: () => holders(workspace.id, sql`select unnest(${uuids(action.path)})`),
    },
    {
      name: "a recursive query",
      rows: () =>
        holders(
          workspace.id,
          sql`with recursive above as (
            select id, parent_id from resources where workspace_id = ${workspace.id} and id = ${action.id}
            union all
            select p.id, p.parent_id from above join resources p on p.workspace_id = ${workspace.id} and p.id = above.parent_id
          ) select id from above`,
        ),
    },
    {
      name: "a closure table",
      rows: () =>
        holders(
          workspace.id,
          sql`select above from closure where workspace_id = ${workspace.id} and id = ${action.id}`,
        ),
    },
  ];
  const size = `${resources.toLocaleString("en")} resources`;
  return [
    ...(await against(large, `all that a person sees of ${size}`, lists(sql``))),
    ...(await against(
      large,
      `the first 50 that a person sees of ${size}`,
      lists(sql`order by r.name, r.id limit 50`),
    )),
    ...(await against(large, `who has a grant on or above one of ${size}`, ways)),
  ];
}
