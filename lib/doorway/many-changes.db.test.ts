import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { command } from "./command";
import { query } from "./query";
import { questionRoute } from "./question-route";
import { as } from "./testing/as";
import { type House, openHouse } from "./testing/house";
import { groupMade, writeGroup } from "./testing/small-commands";

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
          told(names).map((label) => groupMade({ target: { kind: "group", id: null, label } })),
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

describe("the route of questions", () => {
  const longest = 300_000;
  const made = (name: string, more: { characters?: number; perMinute?: number }) =>
    query({
      name: `test.${name}`,
      permission: "general:manage-user",
      input: z.strictObject({ text: z.string() }),
      ...more,
      run: async (_, { text }) => text.length,
    });
  const answer = questionRoute({
    long: made("long", { characters: longest }),
    rare: made("rare", { perMinute: 2 }),
  });
  const json = { "content-type": "application/json" };
  const ask = async (person: string | null, body: unknown, headers = {}, question = "long") => {
    const http = new Request("http://localhost:3000/api/w/here/questions/long", {
      method: "POST",
      headers: json,
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const params = Promise.resolve({ workspace: "here", question });
    const token = person && (house.tokens[person] ?? "");
    const response = await as(token, () => answer(http, { params }), headers);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    return [response.status, response.ok ? await response.json() : (await response.json()).error];
  };
  const text = (length: number) => ({ text: "ä".repeat(length) });

  test("answers each whom it may, up to its length", async () => {
    expect(await ask("Ada", text(250_000))).toEqual([200, 250_000]);
    expect(await ask("Ada", text(longest + 1))).toEqual([400, "invalid"]);
    expect(await ask("Ada", text(2 * longest))).toEqual([413, "too-large"]);
    expect(await ask("Vic", text(1))).toEqual([403, "forbidden"]);
    expect(await ask("Zoe", text(1))).toEqual([404, "not-found"]);
    expect(await ask(null, text(1))).toEqual([401, "unauthenticated"]);
  });

  test("knows no other question, and no other body than a JSON object of its fields", async () => {
    for (const name of ["other", "toString", "__proto__", ""])
      expect(await ask("Ada", text(1), {}, name)).toEqual([404, "not-found"]);
    for (const body of ["", "no JSON", "[]", { text: 1 }, { text: "", more: 1 }])
      expect(await ask("Ada", body)).toEqual([400, "invalid"]);
  });

  test("counts each question by itself", async () => {
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await ask("Ben", text(1), {}, "rare"))[0]);
    expect(statuses).toEqual([200, 200, 429]);
    expect(await ask("Ben", text(1))).toEqual([200, 1]);
  });

  test("answers no other site, and tells the audit log nothing", async () => {
    const before = (await house.events()).length;
    for (const headers of [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { origin: "" },
    ])
      expect(await ask("Ada", text(1), headers)).toEqual([403, "forbidden"]);
    await ask("Vic", text(1));
    expect((await house.events()).length).toBe(before);
  });
});
