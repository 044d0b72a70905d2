import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "./test-database.ts";

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([testDatabase(), testDatabase()]);
});

afterAll(async () => {
  await first.drop();
  await second.drop();
});

async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return (await sql.unsafe(statement)) as unknown as Row[];
  } finally {
    await sql.end();
  }
}

test("a test database is migrated, and its own", async () => {
  await ask(first.ownerUrl, "create table only_in_first (id int)");
  const there = "select to_regclass('only_in_first') as mine, to_regclass('memberships') as model";
  expect(await ask(first.ownerUrl, there)).toEqual([{ mine: "only_in_first", model: "memberships" }]);
  expect(await ask(second.ownerUrl, there)).toEqual([{ mine: null, model: "memberships" }]);
});

test("neither the application nor the worker owns anything or passes by row-level security", async () => {
  for (const url of [first.appUrl, first.workerUrl]) {
    const [role] = await ask<{ rolsuper: boolean; rolbypassrls: boolean; owned: number }>(
      url,
      `select rolsuper, rolbypassrls, (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned
       from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, owned: 0 });
  }
});

test("the application may not make tables, the worker may make its queue's schema", async () => {
  await expect(ask(first.appUrl, "create table mine (id int)")).rejects.toThrow("permission denied");
  await expect(ask(first.appUrl, "create schema mine")).rejects.toThrow("permission denied");
  await ask(first.workerUrl, "create schema queue");
});

test("the drop ends open connections", async () => {
  const sql = postgres(second.appUrl, { max: 1, onclose: () => {} });
  await sql`select 1`;
  await second.drop();
  await expect(ask(second.appUrl, "select 1")).rejects.toThrow("does not exist");
  await sql.end();
});
