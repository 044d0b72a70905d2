import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type AskedHouse, edit, idsIn, openAskedHouse, segments, vic, view } from "./testing/asked-house";
import type { Endpoint } from "./testing/asking";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let asked: AskedHouse;

beforeAll(async () => {
  asked = await openAskedHouse();
});
afterAll(() => asked.house.close());

describe("Search", () => {
  const type = { type: "user" };

  test("subjects: everybody who may, in any page size; an id that is sent along is ignored", async () => {
    const { people } = asked.house.here;
    const all = ["Ada", "Ben", "Vic", "Dea"].map((name) => people[name]?.userId ?? "").toSorted();
    const { status, body } = await asked.post("search/subject", {
      subject: type,
      action: view,
      resource: segments,
    });
    expect(status).toBe(200);
    expect(Object.keys(body)[0]).toBe("page");
    expect(idsIn(body).toSorted()).toEqual(all);
    expect((body.results as unknown[])[0]).toEqual({
      type: "user",
      id: expect.any(String),
      properties: { name: expect.any(String), email: expect.stringContaining("@here.example") },
    });
    const ignored = { subject: { ...type, id: 7 }, action: view, resource: segments };
    expect(idsIn((await asked.post("search/subject", ignored)).body).toSorted()).toEqual(all);
  });

  test("resources: of the type that is asked for", async () => {
    const { body } = await asked.post("search/resource", {
      subject: vic,
      action: edit,
      resource: { type: "campaign" },
    });
    expect(idsIn(body).toSorted()).toEqual([asked.campaigns[0], asked.campaigns[2]].toSorted());
    const named = {
      subject: vic,
      action: { name: "campaign:view" },
      resource: { type: "campaign", id: "x" },
    };
    const { body: kind } = await asked.post("search/resource", named);
    expect(idsIn(kind).toSorted()).toEqual(asked.campaigns.toSorted());
    expect(kind.results).toContainEqual({
      type: "campaign",
      id: asked.campaigns[0],
      properties: { kind: "campaign", name: "boxcarring" },
    });
  });

  test("actions: by the name by which they are asked for on that type", async () => {
    const bare = await asked.post("search/action", {
      subject: vic,
      resource: { type: "budget", id: asked.campaigns[0] },
    });
    expect(bare.body.results).toEqual([{ name: "view" }]);
    const full = await asked.post("search/action", { subject: vic, resource: asked.campaign(0) });
    expect(full.body.results).toContainEqual({ name: "campaign:edit" });
    for (const { name } of full.body.results as { name: string }[]) {
      const question = { subject: vic, action: { name }, resource: asked.campaign(0) };
      expect((await asked.post("evaluation", question)).body.decision).toBe(true);
    }
  });

  test("page by page, as the standard's cycle of a limit of two", async () => {
    const search = { subject: vic, action: view, resource: { type: "campaign" }, page: { limit: 2 } };
    const first = await asked.post("search/resource", { ...search, action: { name: "campaign:view" } });
    const { next_token: token } = first.body.page as { next_token: string };
    expect(first.body.page).toEqual({ next_token: expect.stringMatching(/.+/), count: 2 });
    const again = { ...search, action: { name: "campaign:view" } };
    for (const page of [{ token }, { token, limit: 2 }]) {
      const second = await asked.post("search/resource", { ...again, page });
      expect(second.body.page).toEqual({ next_token: "", count: 1 });
      expect([...idsIn(first.body), ...idsIn(second.body)].toSorted()).toEqual(asked.campaigns.toSorted());
    }
    for (const changed of [
      { ...again, page: { token, limit: 3 } },
      { ...again, page: { token }, subject: { ...vic, id: "ada@here.example" } },
      { ...again, page: { token }, action: { name: "campaign:edit" } },
      { ...again, page: { token }, context: { time: "later" } },
      { ...again, page: { token: `${token}A` } },
      { ...again, page: { token: "a3M9NDU2O3N6PTI=" } },
      { ...again, page: { token: Buffer.from('["x",2,"y"]').toString("base64url") } },
      { ...again, page: { limit: -1 } },
      { ...again, page: { limit: 1.5 } },
    ])
      expect((await asked.post("search/resource", changed)).status, JSON.stringify(changed)).toBe(400);
    const none = await asked.post("search/resource", { ...again, page: { limit: 0 } });
    expect(none.body).toEqual({ page: { next_token: expect.stringMatching(/.+/), count: 0 }, results: [] });
  });

  test("subjects and actions page by page find each exactly once", async () => {
    for (const [endpoint, search] of [
      ["search/subject", { subject: type, action: view, resource: segments }],
      ["search/action", { subject: vic, resource: asked.campaign(0) }],
    ] as const) {
      const { results: all } = (await asked.post(endpoint, search)).body;
      const seen: unknown[] = [];
      let page: object = { limit: 1 };
      for (let turns = 0; turns < 100; turns++) {
        const { body } = await asked.post(endpoint, { ...search, page });
        seen.push(...(body.results as unknown[]));
        const { next_token: token } = body.page as { next_token: string };
        if (!token) break;
        page = { token };
      }
      expect(seen).toEqual(all);
    }
  });

  test("what is not known finds nothing, and is no error", async () => {
    const nobody = { type: "user", id: "nonexistent-user" };
    const empty = { page: { next_token: "", count: 0 }, results: [] };
    for (const [endpoint, search] of [
      ["search/action", { subject: nobody, resource: segments }],
      ["search/action", { subject: vic, resource: { type: "spaceship", id: "1" } }],
      ["search/subject", { subject: { type: "spaceship" }, action: view, resource: segments }],
      ["search/subject", { subject: type, action: { name: "fly" }, resource: segments }],
      ["search/subject", { subject: type, action: view, resource: { type: "segment", id: "1" } }],
      ["search/resource", { subject: nobody, action: view, resource: { type: "segment" } }],
      ["search/resource", { subject: vic, action: view, resource: { type: "spaceship" } }],
    ] as const) {
      const { status, body } = await asked.post(endpoint, search);
      expect([status, body]).toEqual([200, empty]);
    }
  });

  test.each<[Endpoint, unknown]>([
    ["search/subject", { subject: type, resource: segments }],
    ["search/subject", { subject: type, action: view, resource: { type: "segment" } }],
    ["search/resource", { action: view, resource: { type: "segment" } }],
    ["search/resource", { subject: type, action: view, resource: { type: "segment" } }],
    ["search/action", { subject: vic }],
    ["search/action", { subject: type, resource: segments }],
    ["search/action", { subject: vic, resource: segments, context: { half: "\ud800" } }],
  ])("400: %s without what it needs", async (endpoint, body) => {
    expect((await asked.post(endpoint, body)).status).toBe(400);
  });
});
