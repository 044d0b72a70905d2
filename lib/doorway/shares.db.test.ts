import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { applicationSql } from "@/db/client";
import { query } from "./query";
import { as } from "./testing/as";
import { type House, openHouse } from "./testing/house";
import { makeGroup } from "./testing/small-commands";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const call = <T>(person: string, work: () => Promise<T>) => as(house.tokens[person] ?? null, work);
const names = query({
  name: "test.names",
  permission: "general:view-members",
  input: z.strictObject({}),
  run: async ({ tx }) => (await tx.execute("select name from groups")).length,
});
let atOnce = 0;
let most = 0;
const heavy = query({
  name: "test.heavy",
  permission: "general:view-members",
  heavy: true,
  input: z.strictObject({}),
  run: async ({ tx }) => {
    most = Math.max(most, ++atOnce);
    await tx.execute("select pg_sleep(0.1)");
    return --atOnce;
  },
});
/** What somebody in the other workspace is answered, or "waits" when that takes longer than five seconds. */
const elsewhere = () =>
  Promise.race([call("Zoe", () => names({ workspace: "there" })), pause(5_000, "waits" as const)]);

describe("while one workspace is busy, another one is answered", () => {
  test("fifteen changes that wait for its lock, all of which are made in the end", async () => {
    const changes = await house.owner.begin(async (tx) => {
      await tx`select 1 from workspaces where id = ${house.here.workspaceId} for no key update`;
      const waiting = Array.from({ length: 15 }, (_, i) =>
        call("Ada", () => makeGroup.execute({ workspace: "here", name: `waiting ${i}` })),
      );
      await pause(500);
      expect(await elsewhere()).toMatchObject({ ok: true });
      expect(await call("Ben", () => names({ workspace: "here" })), "nor does it stall itself").toMatchObject(
        {
          ok: true,
        },
      );
      return { waiting };
    });
    const outcomes = await Promise.all(changes.waiting);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(15);
  });

  test("twenty heavy questions, which follow each other", async () => {
    const questions = Array.from({ length: 20 }, () => call("Ben", () => heavy({ workspace: "here" })));
    await pause(200);
    expect(await elsewhere()).toMatchObject({ ok: true });
    expect((await Promise.all(questions)).every(({ ok }) => ok)).toBe(true);
    expect(most).toBe(1);
  });
});

describe("what takes too long is given up and says so", () => {
  test("the application's connections wait and stand idle for a bounded time", async () => {
    const [limits] = await applicationSql()`
      select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement,
        current_setting('idle_in_transaction_session_timeout') as idle`;
    expect(limits).toEqual({ lock: "10s", statement: "30s", idle: "30s" });
  });

  const impatient = (setting: string, statement: string) =>
    query({
      name: "test.impatient",
      permission: "general:view-members",
      input: z.strictObject({}),
      run: async ({ tx }) => {
        await tx.execute(sql.raw(`set local ${setting} = '50ms'`));
        await tx.execute(sql.raw(statement));
        await pause(300);
        return (await tx.execute("select 1")).length;
      },
    });

  test.each([
    ["a lock", "lock_timeout", "select 1 from workspaces for no key update", "Others are changing access"],
    ["a statement", "statement_timeout", "select pg_sleep(5)", "took too long"],
    ["idleness", "idle_in_transaction_session_timeout", "select 1", "cannot be reached"],
  ])("%s", async (_, setting, statement, words) => {
    await house.owner.begin(async (tx) => {
      await tx`select 1 from workspaces where id = ${house.here.workspaceId} for no key update`;
      const asked = impatient(setting, statement);
      expect(await call("Ben", () => asked({ workspace: "here" }))).toMatchObject({
        code: "unavailable",
        message: expect.stringContaining(words),
      });
    });
    expect(await call("Ben", () => names({ workspace: "here" })), "the next one").toMatchObject({ ok: true });
  });
});
