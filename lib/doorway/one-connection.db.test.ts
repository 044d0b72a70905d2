import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { applicationSql } from "@/db/client";
import { query } from "./query";
import { as, signedIn } from "./testing/as";
import { type House, openHouse } from "./testing/house";
import { failingCommand, groupMade, makeGroup } from "./testing/small-commands";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
  process.env.REMIT_POOL_SIZE = "1";
});

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const names = query({
  name: "test.names",
  permission: "general:view-members",
  input: z.strictObject({}),
  run: async ({ tx }) => (await tx.execute("select name from groups")).length,
});
const broken = failingCommand("test.broken", (context) =>
  context.audit(groupMade({ target: { kind: null as never, id: null, label: "x" } })),
);

test("everything the doorway does gets along with one connection: nothing waits for itself", async () => {
  expect(applicationSql().options.max).toBe(1);
  const call = (i: number) => {
    const name = `group ${i}`;
    const [ada, vic, zoe] = [house.tokens.Ada, house.tokens.Vic, house.tokens.Zoe].map(
      (token) => token ?? "",
    );
    const form = {
      idempotencyKey: `key of ${Math.floor(i / 12)}`,
      name: `group of form ${Math.floor(i / 12)}`,
    };
    const calls = [
      () => as(ada ?? "", () => makeGroup.execute({ workspace: "here", name })),
      () => as(ada ?? "", () => makeGroup.execute({ workspace: "here", ...form })),
      () => as(vic ?? "", () => makeGroup.execute({ workspace: "here", name })),
      () => as(zoe ?? "", () => makeGroup.execute({ workspace: "here", name })),
      () => as(ada ?? "", () => broken.execute({ workspace: "here", name })),
      () => as(ada ?? "", () => names({ workspace: "here" })),
    ];
    return calls[i % calls.length]?.();
  };
  const all = Promise.all(Array.from({ length: 60 }, (_, i) => call(i)));
  const answers = await Promise.race([all, pause(20_000, null)]);
  expect(answers).not.toBeNull();
  const codes = (kind: number) =>
    new Set(
      answers?.flatMap((answer, i) => (i % 6 === kind && answer ? [answer.ok ? "ok" : answer.code] : [])),
    );
  expect([0, 1, 2, 3, 4, 5].map((kind) => [...codes(kind)])).toEqual([
    ["ok"],
    ["ok"],
    ["forbidden"],
    ["not-found"],
    ["failed"],
    ["ok"],
  ]);
  expect(await signedIn(house.here.people.Ada?.userId ?? "")).toMatch(/^[\w-]{43}$/);
});
