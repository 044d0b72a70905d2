import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { present } from "./dated.ts";
import { insertMany } from "./insert-many.ts";
import { accounts, workspaces } from "./schema/accounts.ts";
import { auditEvents } from "./schema/audit.ts";
import { outbox } from "./schema/delivery.ts";
import { roleRevisions, roles } from "./schema/roles.ts";
import { type TestDatabase, testDatabase } from "./testing/test-database.ts";

let database: TestDatabase;
let client: postgres.Sql;

beforeAll(async () => {
  database = await testDatabase();
  client = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

test("rows come in their order, each with its own values, what they share and the table's defaults", async () => {
  const workspaceId = uuidv7();
  await client`select set_config('remit.workspace', ${workspaceId}, false)`;
  const rows = Array.from({ length: 30 }, (_, i) => ({
    id: uuidv7(),
    targetLabel: `"${i}', \\ ${"ü".repeat(i)}`,
    before: i % 2 === 0 ? { list: [1, "two", null] } : null,
  }));
  await drizzle(client).transaction((tx) =>
    insertMany(tx, auditEvents, rows, {
      workspaceId,
      actorName: "Ada",
      action: "test.written",
      targetKind: "test",
      requestId: "r",
      actorId: null,
      at: present,
    }),
  );
  const written = await drizzle(client).select().from(auditEvents).orderBy(auditEvents.seq);
  expect(written.map(({ id, targetLabel, before }) => ({ id, targetLabel, before }))).toEqual(rows);
  expect(
    new Set(written.map(({ actorName, outcome, actorId }) => `${actorName} ${outcome} ${actorId}`)),
  ).toEqual(new Set(["Ada done null"]));
});

test("no rows are no statement", async () => {
  await drizzle(client).transaction((tx) => insertMany(tx, outbox, [], { kind: "x" }));
  expect(await drizzle(client).select().from(outbox)).toEqual([]);
});

test("arrays arrive as arrays", async () => {
  const [accountId, workspaceId, roleId] = [uuidv7(), uuidv7(), uuidv7()];
  await client`select set_config('remit.workspace', ${workspaceId}, false), set_config('remit.account', ${accountId}, false)`;
  const db = drizzle(client);
  await db.insert(accounts).values({ id: accountId, name: "a" });
  await db.insert(workspaces).values({ id: workspaceId, accountId, slug: "w", name: "w" });
  await db.insert(roles).values({ workspaceId, id: roleId, kind: "custom", name: "r" });
  const contents = { applications: [], permissions: ["a:b", 'c"}\\', "d,e"] };
  const revision = { id: uuidv7(), number: 1, name: "r", description: "" };
  await db.transaction(async (tx) => {
    await insertMany(tx, roleRevisions, [{ ...revision, permissions: contents.permissions }], {
      workspaceId,
      roleId,
      applications: contents.applications,
      validTo: present,
    });
    await insertMany(tx, roleRevisions, [{ ...revision, id: uuidv7(), number: 2, applications: [] }], {
      workspaceId,
      roleId,
      permissions: contents.permissions,
    });
  });
  expect(await db.select().from(roleRevisions).orderBy(roleRevisions.number)).toMatchObject([
    contents,
    contents,
  ]);
});
