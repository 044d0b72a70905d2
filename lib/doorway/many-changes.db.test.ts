import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { queryAction } from "./action";
import { command } from "./command";
import { query } from "./query";
import { as } from "./testing/as";
import { type House, openHouse } from "./testing/house";
import { writeGroup } from "./testing/small-commands";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const by = <T>(person: string, work: () => Promise<T>, headers = {}) =>
  as(house.tokens[person] ?? "", work, headers);

describe("a command that carries out many changes", () => {
  const make = (told: (names: string[]) => string[]) =>
    command({
      name: "test.make-groups",
      permission: "general:manage-user",
      input: z.strictObject({ names: z.array(z.string().max(60)) }),
      run: async (context, { names }): Promise<{ made: string[] }> => {
        for (const name of names) await writeGroup(context, { name });
        await context.auditEach(
          told(names).map((label) => ({ action: "group.made", target: { kind: "group", id: null, label } })),
        );
        await context.mailEach(
          names.map((name) => ({
            recipient: `${name}@people.example`,
            mail: {
              kind: "welcome" as const,
              payload: { name, workspaceName: "W", link: "http://localhost:3000", roles: [] },
            },
          })),
        );
        return { made: names };
      },
      changes: ({ made }) => made.length,
    });
  const run = (names: string[], told = (all: string[]) => all) =>
    by("Ada", () => make(told).execute({ workspace: "here", names }));

  test("tells the audit log of each in their order, and mails each", async () => {
    const [events, mails] = [(await house.events()).length, await house.mails()];
    expect(await run(["one", "two", "three"])).toMatchObject({ ok: true });
    expect((await house.events()).slice(events)).toMatchObject(
      ["one", "two", "three"].map((target) => ({ action: "group.made", target, actor: "Ada" })),
    );
    expect(await house.mails()).toBe(mails + 3);
  });

  test("may find nothing to do, and tells nothing then", async () => {
    const before = (await house.events()).length;
    expect(await run([])).toMatchObject({ ok: true });
    expect((await house.events()).length).toBe(before);
  });

  test("is rolled back when it leaves one out, or tells one too many", async () => {
    const before = [(await house.events()).length, await house.mails()];
    for (const told of [(all: string[]) => all.slice(1), (all: string[]) => [...all, "another"]])
      expect(await run(["four", "five"], told)).toMatchObject({ ok: false, code: "failed" });
    expect([(await house.events()).length, await house.mails()]).toEqual(before);
    expect(await house.groups()).not.toContain("four");
  });
});

describe("a long question", () => {
  const longest = 300_000;
  const lengthOf = queryAction(
    query({
      name: "test.length",
      permission: "general:manage-user",
      input: z.strictObject({ text: z.string() }),
      characters: longest,
      run: async (_, { text }) => text.length,
    }),
  );
  const ask = (person: string, text: string, headers = {}) =>
    by(person, () => lengthOf({ workspace: "here", text }), headers);

  test("is answered for whom it may, up to its length", async () => {
    expect(await ask("Ada", "x".repeat(250_000))).toEqual({ ok: true, value: 250_000 });
    expect(await ask("Ada", "x".repeat(longest + 1))).toMatchObject({ code: "invalid" });
    expect(await ask("Vic", "x")).toMatchObject({ code: "forbidden" });
    expect(await ask("Zoe", "x")).toMatchObject({ code: "not-found" });
    expect(await as(null, () => lengthOf({ workspace: "here", text: "x" }))).toMatchObject({
      code: "unauthenticated",
    });
  });

  test("is not answered to another site, and tells the audit log nothing", async () => {
    const before = (await house.events()).length;
    expect(await ask("Ada", "x", { origin: "https://evil.example" })).toMatchObject({ code: "forbidden" });
    expect(await ask("Ada", "x", { "sec-fetch-site": "cross-site" })).toMatchObject({ code: "forbidden" });
    await ask("Vic", "x");
    expect((await house.events()).length).toBe(before);
  });
});
