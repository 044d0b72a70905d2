import { sql } from "drizzle-orm";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyOut, copyOutName } from "./copy-out";
import { type TestDatabase, testDatabase } from "./testing/test-database";

let database: TestDatabase;
let owner: Sql;

beforeAll(async () => {
  database = await testDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

const context = { workspace: "01900000-0000-7000-8000-000000000001" };

function copied(select: ReturnType<typeof sql>, more: { idleMs?: number; signal?: AbortSignal } = {}) {
  const signal = more.signal ?? new AbortController().signal;
  return copyOut({ url: database.appUrl, context, select, options: "format csv", ...more, signal });
}

async function text(select: ReturnType<typeof sql>): Promise<string> {
  return new Response(await copied(select)).text();
}

async function connections(): Promise<number> {
  const [row] = await owner`
    select count(*)::int as count from pg_stat_activity where application_name = ${copyOutName} and datname = current_database()`;
  return row?.count ?? -1;
}

async function untilNone(): Promise<number> {
  for (let tries = 0; tries < 50 && (await connections()) > 0; tries += 1)
    await new Promise((done) => setTimeout(done, 50));
  return connections();
}

test("values are handed over as they are, whatever they hold", async () => {
  const nasty = ["'; drop table grants; --", "$1 $2", "\\'", '"', "%", ""];
  for (const value of nasty)
    expect(
      await text(
        sql`select ${value}::text = convert_from(decode(${Buffer.from(value).toString("base64")}::text, 'base64'), 'UTF8')`,
      ),
    ).toBe("t\n");
  expect(await text(sql`select ${7}::int + ${"8"}::int, ${"x"}::text`)).toBe("15,x\n");
});

test("it reads under the context, as the application, and writes nothing", async () => {
  expect(await text(sql`select remit_workspace(), current_user = session_user`)).toBe(
    `${context.workspace},t\n`,
  );
  await expect(copied(sql`insert into grants default values returning id`)).rejects.toThrow(/read-only/);
});

test("large results arrive whole, in blocks", async () => {
  const stream = await copied(sql`select n from generate_series(1, ${200_000}::int) as n order by n`);
  let [blocks, length] = [0, 0];
  for await (const block of stream as unknown as AsyncIterable<Uint8Array>) {
    blocks += 1;
    length += block.length;
  }
  expect(length).toBe(1_288_895);
  expect(blocks).toBeLessThan(30);
  expect(await untilNone()).toBe(0);
});

test("what fails at once is thrown, what fails on the way ends the stream, and neither leaves a connection", async () => {
  await expect(copied(sql`select nothing_like_this`)).rejects.toThrow(/nothing_like_this/);
  await expect(text(sql`select 1 / (100000 - n) from generate_series(1, 100001) as n`)).rejects.toThrow(
    /zero/,
  );
  expect(await untilNone()).toBe(0);
});

test("a stream that nobody reads ends by itself", async () => {
  const idle = await copied(sql`select repeat('x', 1000) from generate_series(1, 100000)`, { idleMs: 100 });
  expect(await connections()).toBe(1);
  expect(await untilNone()).toBe(0);
  await expect(new Response(idle).text()).rejects.toThrow();
});

test("nothing begins for somebody who has gone already", async () => {
  const gone = AbortSignal.abort();
  await copied(sql`select repeat('x', 1000) from generate_series(1, 100000)`, { signal: gone });
  expect(await untilNone()).toBe(0);
});
