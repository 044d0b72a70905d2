import { sql } from "drizzle-orm";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from "vitest";
import { prepared } from "@/db/prepared";
import { closeDatabase } from "./client.ts";
import { inContext } from "./tenant.ts";
import { type TestDatabase, testDatabase } from "./testing/test-database.ts";

const [here, there] = ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"];

let database: TestDatabase;
let administrator: Sql;

beforeAll(async () => {
  database = await testDatabase();
  administrator = postgres(inject("testRun").server.administrator, { max: 1, onnotice: () => {} });
  vi.stubEnv("REMIT_APP_DATABASE_URL", database.appUrl);
  vi.stubEnv("REMIT_POOL_SIZE", "1");
});
beforeEach(closeDatabase);
afterAll(async () => {
  await closeDatabase();
  await administrator.end();
  await database.drop();
});

type Transaction = Parameters<Parameters<typeof inContext>[1]>[0];

const workspaceOf = async (tx: Transaction) =>
  (await prepared<{ id: string }>(tx, sql`select current_setting('remit.workspace', true) as id`))[0]?.id;

async function backendOf(tx: Transaction): Promise<number> {
  const [row] = await prepared<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
  return row?.pid ?? 0;
}

const end = (pid: number) => administrator`select pg_terminate_backend(${pid})`;

test("a transaction that is cut off fails, and the next ones have a connection that works", async () => {
  for (let round = 0; round < 3; round += 1) {
    const cut = inContext({ workspace: here }, async (tx) => {
      const pid = await backendOf(tx);
      await Promise.all([prepared(tx, sql`select pg_sleep(5)::text`), end(pid)]);
    });
    const waiting = inContext({ workspace: there }, workspaceOf);
    await expect(cut).rejects.toThrow();
    expect(await waiting).toBe(there);
    expect(await inContext({ workspace: here }, workspaceOf)).toBe(here);
  }
});

test("what is left of it never speaks on the connection of another", async () => {
  let carryOn = () => {};
  const cutOff = new Promise<void>((resolve) => {
    carryOn = resolve;
  });
  let orphan: unknown = "not asked";
  const one = inContext({ workspace: here }, async (tx) => {
    await end(await backendOf(tx));
    await cutOff;
    orphan = await workspaceOf(tx).catch((error: { code: string }) => error.code);
  });
  await expect(one).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  const two = await inContext({ workspace: there }, async (tx) => {
    expect(await workspaceOf(tx)).toBe(there);
    carryOn();
    await vi.waitUntil(() => orphan !== "not asked");
    return workspaceOf(tx);
  });
  expect({ orphan, two }).toEqual({ orphan: "CONNECTION_CLOSED", two: there });
});
