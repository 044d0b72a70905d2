import { type SQL, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, type Transaction } from "@/db/client";
import { inContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { accessAt } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import type { Instant } from "@/lib/access/instant";
import { factsOf, factsQuery } from "@/lib/facts/facts";
import { accessOfPeople, resourcesById } from "./access-of-people";
import { aboveVisible, amongVisible, whoCan } from "./lists";
import { type LargeWorkspace, writeLargeWorkspace } from "./testing/large-workspace";

const size = { members: 4_000, groups: 40, resources: 20_000, grants: 50_000 };

let database: TestDatabase;
let large: LargeWorkspace;

beforeAll(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  large = await writeLargeWorkspace(owner, "large", size);
  await owner.end();
}, 180_000);

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: Node[];
};

type Asked = { sql: string; params: unknown[] };
type Session = {
  client: postgres.Sql;
  prepareQuery(query: Asked, ...others: unknown[]): unknown;
};

/** Runs `work` as the application, and gives every node of every plan that its statements have. */
async function plansOf(work: (tx: Transaction) => Promise<unknown>): Promise<Node[]> {
  const nodes: Node[] = [];
  const gather = (node: Node): void => {
    nodes.push(node);
    for (const below of node.Plans ?? []) gather(below);
  };
  await inContext({ workspace: large.workspace.id, account: large.workspace.accountId }, async (tx) => {
    const { session } = tx as unknown as { session: Session };
    const asked: Asked[] = [];
    const prepareQuery = session.prepareQuery.bind(session);
    session.prepareQuery = (query, ...others) => {
      asked.push(query);
      return prepareQuery(query, ...others);
    };
    await work(tx);
    for (const query of asked) {
      const [row] = await session.client.unsafe<{ "QUERY PLAN": [{ Plan: Node }] }[]>(
        `explain (format json) ${query.sql}`,
        query.params as never[],
      );
      const plan = row?.["QUERY PLAN"];
      if (plan) gather((typeof plan === "string" ? JSON.parse(plan) : plan)[0].Plan);
    }
  });
  return nodes;
}

function scanned(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) =>
    node["Node Type"] === "Seq Scan" && ["grants", "resources"].includes(node["Relation Name"] ?? "")
      ? [node["Relation Name"] as string]
      : [],
  );
}

function indexes(nodes: readonly Node[]): string[] {
  return [...new Set(nodes.flatMap((node) => node["Index Name"] ?? []))].toSorted();
}

/** Somebody without a role on the workspace: what they see is what grants on objects give. */
const who = 2;

async function present(tx: Transaction): Promise<Instant> {
  const [clock] = await tx.execute<{ at: string }>(sql`select micros(clock_timestamp())::text as at`);
  return Number(clock?.at);
}

function list(tx: Transaction, which: SQL) {
  return tx.execute(
    sql`select r.id from resources r where r.workspace_id = ${large.workspace.id} and ${which}`,
  );
}

test("the facts of one person are found by the indexes of their grants", async () => {
  const nodes = await plansOf((tx) => tx.execute(factsQuery(large.workspace, [large.userId(who)])));
  expect(scanned(nodes)).toEqual([]);
  expect(indexes(nodes)).toEqual(expect.arrayContaining(["grants_by_group", "grants_by_membership"]));
});

test("how one person stands is found by the indexes of their grants", async () => {
  const nodes = await plansOf((tx) =>
    accessOfPeople(tx, large.workspace, sql`m.id = ${large.membershipId(who)}`),
  );
  expect(scanned(nodes)).toEqual([]);
  expect(indexes(nodes)).toEqual(expect.arrayContaining(["grants_by_group", "grants_by_membership"]));
});

test.each<PermissionId>([
  "campaign:view",
  "data-space:export",
  "segment:edit",
])("who can %s on a resource is found by the index of its grants", async (permission) => {
  const nodes = await plansOf(async (tx) => {
    const id = large.resourceId(size.resources);
    const action = (await resourcesById(tx, large.workspace.id, [id])).get(id);
    if (!action) throw new Error("the last resource is not there");
    const people = await whoCan(tx, large.workspace, permission, action, await present(tx));
    expect(people.length).toBeGreaterThan(0);
  });
  expect(scanned(nodes)).toEqual([]);
  expect(indexes(nodes)).toEqual(expect.arrayContaining(["grants_by_resource"]));
});

test("what one person may see is found by descending the tree, the first 50 of it, too", async () => {
  const { id, accountId } = large.workspace;
  const access = await inContext({ workspace: id, account: accountId }, async (tx) =>
    accessAt(await factsOf(tx, large.workspace, large.userId(who)), await present(tx)),
  );
  const nodes = await plansOf(async (tx) => {
    expect(access.whereCan("campaign:view")).not.toBe("everywhere");
    const visible = amongVisible(access, "campaign:view");
    expect((await list(tx, visible)).length).toBeGreaterThan(50);
    expect(await list(tx, sql`${visible} order by r.name, r.id limit 50`)).toHaveLength(50);
    expect(await list(tx, aboveVisible(access, "campaign:view"))).not.toHaveLength(0);
  });
  expect(scanned(nodes)).toEqual([]);
  expect(indexes(nodes)).toEqual(expect.arrayContaining(["resources_by_parent"]));
});
