import { and, asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Transaction } from "./client.ts";
import { iso } from "./dated.ts";
import { accounts, workspaces } from "./schema/accounts.ts";
import { refOf, resources } from "./schema/grants.ts";
import { roleRevisions, roles } from "./schema/roles.ts";
import { type TestDatabase, testDatabase } from "./testing/test-database.ts";
import { batched, together } from "./together.ts";

let database: TestDatabase;
let client: postgres.Sql;
const [accountId, workspaceId, roleId] = [uuidv7(), uuidv7(), uuidv7()];

beforeAll(async () => {
  database = await testDatabase();
  client = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  await client`select set_config('remit.account', ${accountId}, false), set_config('remit.workspace', ${workspaceId}, false)`;
  const db = drizzle(client);
  await db.insert(accounts).values({ id: accountId, name: "Account" });
  const about = { name: 'A "workspace"', slug: "here", timeZone: "UTC" };
  await db.insert(workspaces).values({ id: workspaceId, accountId, ...about });
  await db
    .insert(roles)
    .values({ workspaceId, id: roleId, kind: "custom", name: "Reader", description: "ü, 'x'" });
  await db.insert(roleRevisions).values({
    workspaceId,
    id: uuidv7(),
    roleId,
    number: 1,
    name: "Reader",
    description: "",
    applications: [],
    permissions: ["general:view-members", "segment:view"],
  });
  await db
    .insert(resources)
    .values({ workspaceId, id: workspaceId, kind: "workspace", name: "Here", path: [workspaceId] });
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const parent = alias(resources, "parent");
const selectsIn = (tx: Transaction) => ({
  roles: tx
    .select({
      id: roles.id,
      name: roles.name,
      description: roles.description,
      key: roles.key,
      since: iso(roles.createdAt),
    })
    .from(roles)
    .where(eq(roles.workspaceId, workspaceId)),
  revisions: tx
    .select({
      number: roleRevisions.number,
      permissions: roleRevisions.permissions,
      role: { id: roles.id, name: roles.name },
    })
    .from(roleRevisions)
    .innerJoin(
      roles,
      and(eq(roles.workspaceId, roleRevisions.workspaceId), eq(roles.id, roleRevisions.roleId)),
    ),
  places: tx
    .select({ ...refOf(resources), parent: refOf(parent) })
    .from(resources)
    .leftJoin(parent, eq(parent.id, resources.parentId)),
  none: tx.select({ id: roles.id }).from(roles).where(eq(roles.name, "nobody")),
  numbers: tx
    .select({ n: sql<number>`n`, isOdd: sql<boolean>`n % 2 = 1` })
    .from(sql`generate_series(1, 5) as n`)
    .orderBy(asc(sql`-n`)),
});

test("gives in one statement what each select gives by itself", async () => {
  await drizzle(client).transaction(async (tx) => {
    const selects = selectsIn(tx);
    const alone = {
      roles: await selects.roles,
      revisions: await selects.revisions,
      places: await selects.places,
      none: await selects.none,
      numbers: await selects.numbers,
    };
    expect(alone.numbers.map(({ n }) => n)).toEqual([5, 4, 3, 2, 1]);
    expect(alone.places[0]?.parent).toBeNull();
    const texts: string[] = [];
    client.options.debug = (_connection, text) => texts.push(text);
    expect(await together(tx, selects)).toEqual(alone);
    client.options.debug = false;
    expect(texts).toHaveLength(1);
  });
});

test("gives the rows of a select by hand by their names", async () => {
  await drizzle(client).transaction(async (tx) => {
    const found = await together(tx, {
      counts: sql<{
        all: number;
        named: string | null;
      }>`select count(*)::int as all, max(name) as named from roles`,
      roles: tx.select({ name: roles.name }).from(roles),
    });
    expect(found).toEqual({ counts: [{ all: 1, named: "Reader" }], roles: [{ name: "Reader" }] });
  });
});

test("what several ask at the same moment is one statement, and what follows it another", async () => {
  await drizzle(client).transaction(async (tx) => {
    const { roles: select, places } = selectsIn(tx);
    const texts: string[] = [];
    client.options.debug = (_connection, text) => texts.push(text);
    const [first, second] = await Promise.all([
      batched(tx, select).then(([role]) => batched(tx, places).then(([place]) => [role?.name, place?.name])),
      Promise.resolve().then(() => batched(tx, select)),
    ]);
    client.options.debug = false;
    expect(first).toEqual(["Reader", "Here"]);
    expect(second).toEqual(await select);
    expect(texts).toHaveLength(2);
  });
});

test("one that fails fails for all who asked with it", async () => {
  const asked = drizzle(client).transaction(async (tx) => {
    const found = await Promise.allSettled([
      batched(tx, sql`select 1 / 0 as n`),
      batched(tx, sql<{ n: number }>`select 1 as n`),
    ]);
    expect(found.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    throw new Error("rolled back");
  });
  await expect(asked).rejects.toThrow("rolled back");
});
