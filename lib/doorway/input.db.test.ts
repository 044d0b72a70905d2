import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { action } from "./action";
import { as } from "./testing/as";
import { type House, openHouse } from "./testing/house";
import { groupCommand, makeGroup } from "./testing/small-commands";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const send = (raw: unknown) => as(house.tokens.Ada ?? "", () => makeGroup.execute(raw));
const nested = (depth: number): unknown => (depth === 0 ? "x" : { deeper: nested(depth - 1) });
class Odd {
  workspace = "here";
  name = "an instance";
}
const circle: Record<string, unknown> = { workspace: "here", name: "a circle" };
circle.self = circle;

const bad: [string, unknown][] = [
  ["nothing", undefined],
  ["null", null],
  ["a text", "workspace=here"],
  ["a number", 7],
  ["a list", [{ workspace: "here", name: "in a list" }]],
  ["no workspace", { name: "without" }],
  ["an empty workspace", { workspace: "", name: "without" }],
  ["a workspace that is a list", { workspace: ["here"], name: "listed" }],
  ["a workspace that is very long", { workspace: "h".repeat(101), name: "long" }],
  ["no name", { workspace: "here" }],
  ["a name of another kind", { workspace: "here", name: { $ne: null } }],
  ["a name that is too long", { workspace: "here", name: "n".repeat(61) }],
  ["a field too many", { workspace: "here", name: "one more", role: "admin" }],
  ["a field that is undefined", { workspace: "here", name: "undefined", role: undefined }],
  ["__proto__", JSON.parse('{"workspace":"here","name":"proto","__proto__":{"admin":true}}')],
  [
    "constructor",
    JSON.parse('{"workspace":"here","name":"made","constructor":{"prototype":{"admin":true}}}'),
  ],
  ["toString", { workspace: "here", name: "text", toString: "x" }],
  ["NUL in a value", { workspace: "here", name: "a\u0000b" }],
  ["NUL in the workspace", { workspace: "he\u0000re", name: "nul" }],
  ["NUL in a key", { workspace: "here", name: "key", "a\u0000b": 1 }],
  ["half a surrogate pair", { workspace: "here", name: "\ud83d" }],
  ["the other half", { workspace: "here", name: "\udc4d tail" }],
  ["deep nesting", { workspace: "here", name: "deep", more: nested(5_000) }],
  ["a circle", circle],
  ["an instance of a class", new Odd()],
  ["a map", new Map([["workspace", "here"]])],
  ["a date as name", { workspace: "here", name: new Date() }],
  ["two hundred thousand characters", { workspace: "here", name: "x".repeat(200_001) }],
  ["a short idempotency key", { workspace: "here", name: "short", idempotencyKey: "1234567" }],
  ["a long idempotency key", { workspace: "here", name: "long key", idempotencyKey: "k".repeat(65) }],
  ["an idempotency key that is no text", { workspace: "here", name: "odd key", idempotencyKey: 12345678 }],
];

describe("what does not fit the form exactly is refused with a sentence, and nothing happens", () => {
  test.each(bad)("%s", async (_, raw) => {
    const before = await house.groups();
    const outcome = await send(raw);
    expect(outcome).toMatchObject({ ok: false, code: "invalid" });
    expect(outcome.ok ? "" : outcome.message).toMatch(/^[A-Z].{10,}/);
    expect(await house.groups()).toEqual(before);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

test("what fits is taken: text of every script, and the longest", async () => {
  for (const name of ["Ελλάδα 👍🏽 עברית", "n".repeat(60), "' or 1=1; --", "{{7*7}}"]) {
    expect(await send({ workspace: "here", name })).toMatchObject({ ok: true });
    expect(await house.groups()).toContain(name);
  }
});

test("a form's fields are taken like an object's, without those of the framework", async () => {
  const form = (fields: [string, string | Blob][]) => {
    const data = new FormData();
    for (const [field, value] of fields) data.append(field, value);
    return data;
  };
  const act = action(makeGroup);
  const fits: [string, string][] = [
    ["workspace", "here"],
    ["name", "from a form"],
  ];
  const execute = (fields: [string, string | Blob][]) => as(house.tokens.Ada ?? "", () => act(form(fields)));
  expect(await execute([["$ACTION_ID_ab", ""], ...fits])).toMatchObject({ ok: true });
  expect(await execute([["role", "admin"], ...fits])).toMatchObject({ code: "invalid" });
  expect(await execute([["__proto__", "x"], ...fits])).toMatchObject({ code: "invalid" });
  expect(
    await execute([
      ["workspace", "here"],
      ["name", new Blob(["x"])],
    ]),
  ).toMatchObject({ code: "invalid" });
});

test("more calls than the limit allows are refused for that person alone, with the time to wait", async () => {
  const limited = groupCommand("test.limited", { limit: { name: "test.limited", points: 3, seconds: 60 } });
  const call = (token: string | undefined, name: string) =>
    as(token ?? null, () => limited.execute({ workspace: "here", name }));
  for (const i of [1, 2, 3]) expect(await call(house.tokens.Ada, `limited ${i}`)).toMatchObject({ ok: true });
  const refused = await call(house.tokens.Ada, "limited 4");
  expect(refused).toMatchObject({ ok: false, code: "rate-limited" });
  expect(refused.ok ? "" : refused.message).toMatch(/Wait \d+ seconds/);
  expect(await house.groups()).not.toContain("limited 4");
  expect(await call(house.tokens.Ben, "limited by Ben")).toMatchObject({ ok: true });
  const keys = await house.owner`select key from rate_limits`;
  expect(keys.length).toBeGreaterThan(0);
  const userId = house.here.people.Ada?.userId ?? "";
  expect(keys.some(({ key }) => key.includes(userId))).toBe(false);
});

test("refused tries count, too", async () => {
  const limited = groupCommand("test.tries", { limit: { name: "test.tries", points: 2, seconds: 60 } });
  const call = () => as(house.tokens.Vic ?? "", () => limited.execute({ workspace: "here", name: "no" }));
  for (const code of ["forbidden", "forbidden", "rate-limited"]) expect(await call()).toMatchObject({ code });
});
