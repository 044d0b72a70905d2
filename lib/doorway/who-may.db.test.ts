import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { sessionCookie } from "@/lib/identity/session";
import type { Outcome } from "./outcome";
import { personCommand, publicCommand } from "./person";
import { query } from "./query";
import { route } from "./route";
import { as, letProofAge } from "./testing/as";
import { type House, openHouse } from "./testing/house";
import { inRequest } from "./testing/next-headers";
import { groupCommand, makeGroup } from "./testing/small-commands";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let house: House;
let number = 0;
/** A name that no other test uses. */
let name: string;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  number += 1;
  name = `group ${number}`;
});

const make = (token: string | null | undefined, workspace = "here", headers: Record<string, string> = {}) =>
  as(token ?? null, () => makeGroup.execute({ workspace, name }), headers);

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? "ok" : outcome.code);

const limits = () => [];
const own = personCommand({
  name: "test.own",
  input: z.strictObject({}),
  limits,
  run: async ({ actor }) => actor.name,
});
const open = publicCommand({
  name: "test.open",
  input: z.strictObject({}),
  limits,
  run: async ({ actor }) => actor?.name ?? "nobody",
});

describe("origin", () => {
  const page = "http://localhost:3000";
  test.each<[string, Record<string, string>]>([
    ["absent", { origin: "" }],
    ["null", { origin: "null" }],
    ["foreign", { origin: "https://elsewhere.example" }],
    ["another port", { origin: "http://localhost:3001" }],
    ["a longer host", { origin: "http://localhost:3000.elsewhere.example" }],
    ["a user that looks like the host", { origin: "http://localhost:3000@elsewhere.example" }],
    ["no URL", { origin: "localhost:3000" }],
    ["same-site only", { "sec-fetch-site": "same-site" }],
    ["cross-site", { "sec-fetch-site": "cross-site" }],
    ["typed by hand", { "sec-fetch-site": "none" }],
    ["no host", { host: "" }],
  ])("%s is refused, whichever kind of command", async (_, headers) => {
    expect(await make(house.tokens.Ada, "here", headers)).toMatchObject({ ok: false, code: "forbidden" });
    for (const command of [own, open])
      expect(await as(house.tokens.Ada ?? "", () => command.execute({}), headers)).toMatchObject({
        code: "forbidden",
      });
    expect(await house.groups()).not.toContain(name);
  });

  test("an Origin header that is not there at all is refused, and asked for before the session", async () => {
    const headers = { host: "localhost:3000" };
    const cookies = new Map([[sessionCookie, house.tokens.Ada ?? ""]]);
    const sent = await inRequest({ headers, cookies }, () => makeGroup.execute({ workspace: "here", name }));
    expect(sent).toMatchObject({ code: "forbidden" });
    expect(codeOf(await make(null, "here", { origin: "null" }))).toBe("forbidden");
  });

  test("control: from our own page it is done, also by a browser that does not say where from", async () => {
    expect(codeOf(await make(house.tokens.Ada))).toBe("ok");
    name = `${name} again`;
    const headers = { origin: page, host: "localhost:3000" };
    const cookies = new Map([[sessionCookie, house.tokens.Ada ?? ""]]);
    const sent = await inRequest({ headers, cookies }, () => makeGroup.execute({ workspace: "here", name }));
    expect(sent.ok).toBe(true);
    expect(await as(house.tokens.Ada ?? "", () => own.execute({}))).toEqual({ ok: true, value: "Ada" });
    expect(await as(null, () => open.execute({}))).toEqual({ ok: true, value: "nobody" });
  });
});

describe("identity", () => {
  const change = (statement: (userId: string) => Promise<unknown>) =>
    statement(house.here.people.Ben?.userId ?? "");
  const ben = () => house.tokens.Ben ?? "";

  test("without a session, or with one nobody has, nothing is answered", async () => {
    for (const token of [null, "guessed", "", "a".repeat(43)]) {
      expect(await make(token)).toMatchObject({ ok: false, code: "unauthenticated" });
      expect(codeOf(await as(token, () => own.execute({})))).toBe("unauthenticated");
    }
    expect(await house.groups()).not.toContain(name);
  });

  test.each<[string, string, string]>([
    ["ended", "update sessions set ended_at = now()", "update sessions set ended_at = null"],
    [
      "expired",
      "update sessions set expires_at = now() - interval '1 second'",
      "update sessions set expires_at = now() + interval '1 hour'",
    ],
    ["of somebody disabled", "update users set disabled_at = now()", "update users set disabled_at = null"],
  ])("a session that is %s is none", async (_, spoil, mend) => {
    const by = (statement: string) =>
      change((id) =>
        house.owner.unsafe(
          `${statement} where ${statement.includes(" users ") ? "id" : "user_id"} = '${id}'`,
        ),
      );
    await by(spoil);
    expect(await make(ben())).toMatchObject({ ok: false, code: "unauthenticated" });
    await by(mend);
    expect(codeOf(await make(ben()))).toBe("ok");
  });

  test("deactivated, removed, foreign: each gets the answer of a workspace that does not exist", async () => {
    const nowhere = await make(house.tokens.Ada, "nowhere");
    expect(nowhere).toMatchObject({ ok: false, code: "not-found" });
    expect(await make(house.tokens.Zoe)).toEqual(nowhere);
    expect(await make(house.tokens.Ada, "there")).toEqual(nowhere);
    const membership = house.here.people.Dea?.membershipId ?? "";
    await house.owner`update active_periods set valid_to = clock_timestamp() where membership_id = ${membership}`;
    expect(await make(house.tokens.Dea)).toEqual(nowhere);
    await house.owner`update memberships set ended_at = clock_timestamp() where id = ${membership}`;
    expect(await make(house.tokens.Dea)).toEqual(nowhere);
    await house.owner`update workspaces set archived_at = now() where slug = 'here'`;
    expect(await make(house.tokens.Ada)).toEqual(nowhere);
    await house.owner`update workspaces set archived_at = null where slug = 'here'`;
    expect(await house.groups()).not.toContain(name);
    expect((await house.events()).filter(({ actor }) => actor === "Zoe" || actor === "Dea")).toEqual([]);
  });
});

describe("decision", () => {
  test("a member without the permission is refused by its name, and the audit log has the attempt once", async () => {
    const before = (await house.events()).length;
    const refused = await make(house.tokens.Vic);
    expect(refused).toMatchObject({ ok: false, code: "forbidden" });
    expect(refused.ok ? "" : refused.message).toContain("Manage User");
    expect(await house.groups()).not.toContain(name);
    expect((await house.events()).slice(before)).toEqual([
      { action: "test.make-group", outcome: "denied", actor: "Vic", target: "here" },
    ]);
  });

  test("that the attempt cannot be told to the audit log opens nothing and breaks nothing", async () => {
    const before = (await house.events()).length;
    await house.owner`delete from repeated_denials`; // what was refused a moment ago is only counted
    await house.owner`revoke insert on audit_events from remit_app`;
    try {
      expect(await make(house.tokens.Vic)).toMatchObject({ ok: false, code: "failed" });
    } finally {
      await house.owner`grant insert on audit_events to remit_app`;
    }
    expect((await house.events()).length).toBe(before);
    expect(await house.groups()).not.toContain(name);
  });

  test("dangerous changes ask for a fresh proof, after the decision and before anything is written", async () => {
    const dangerous = groupCommand("test.dangerous", { fresh: async () => true });
    const harmless = groupCommand("test.harmless", { fresh: async () => false });
    const execute = (token: string | undefined, what: typeof dangerous, name: string) =>
      as(token ?? null, () => what.execute({ workspace: "here", name }));
    await letProofAge(house.here.people.Ada?.userId ?? "");
    await letProofAge(house.here.people.Vic?.userId ?? "");
    expect(codeOf(await execute(house.tokens.Ada, dangerous, name))).toBe("stale-proof");
    expect(codeOf(await execute(house.tokens.Vic, dangerous, name))).toBe("forbidden");
    expect(await house.groups()).not.toContain(name);
    expect(codeOf(await execute(house.tokens.Ada, harmless, `${name} a`))).toBe("ok");
    await house.owner`update sessions set proved_at = now() where user_id = ${house.here.people.Ada?.userId ?? ""}`;
    expect(codeOf(await execute(house.tokens.Ada, dangerous, `${name} b`))).toBe("ok");
  });
});

describe("reads", () => {
  const input = z.strictObject({ of: z.string().max(5).optional() });
  const names = query({
    name: "test.groups",
    permission: "general:manage-user",
    input,
    run: async () => ["a name"],
  });
  const mine = query({ name: "test.mine", permission: "self", input, run: async ({ actor }) => actor.name });
  const read = (token: string | undefined | null, question: Record<string, unknown> = {}) =>
    as(token ?? null, () => names({ workspace: "here", ...question }));

  test("pass the same checks", async () => {
    expect(await read(house.tokens.Ada)).toEqual({ ok: true, value: ["a name"] });
    expect(codeOf(await read(null))).toBe("unauthenticated");
    expect(codeOf(await read(house.tokens.Vic))).toBe("forbidden");
    expect(codeOf(await read(house.tokens.Zoe))).toBe("not-found");
    expect(codeOf(await read(house.tokens.Dea))).toBe("not-found");
    expect(codeOf(await read(house.tokens.Ada, { surprise: 1 }))).toBe("invalid");
    expect(codeOf(await read(house.tokens.Ada, { of: "longer than five" }))).toBe("invalid");
    expect(await as(house.tokens.Vic ?? "", () => mine({ workspace: "here" }))).toEqual({
      ok: true,
      value: "Vic",
    });
    expect(codeOf(await as(house.tokens.Zoe ?? "", () => mine({ workspace: "here" })))).toBe("not-found");
  });

  test("over HTTP answer with the status of the refusal, and are never kept by a cache", async () => {
    const get = route({
      name: "test.get",
      permission: "general:manage-user",
      input,
      limit: { name: "test.get", points: 4, seconds: 60 },
      respond: async ({ workspace }) => Response.json({ workspace: workspace.slug }),
    });
    const ask = async (token: string | undefined | null, search = "", workspace = "here") => {
      const http = new Request(`http://localhost:3000/api/w/here/test${search}`);
      const response = await as(token ?? null, () => get(http, { params: Promise.resolve({ workspace }) }));
      expect(response.headers.get("cache-control")).toBe("private, no-store");
      return response.status;
    };
    expect(await ask(house.tokens.Ada)).toBe(200);
    expect(await ask(null)).toBe(401);
    expect(await ask(house.tokens.Vic)).toBe(403);
    expect(await ask(house.tokens.Zoe)).toBe(404);
    expect(await ask(house.tokens.Ada, "", "no\u0000where")).toBe(404);
    expect(await ask(house.tokens.Ada, "?surprise=1")).toBe(400);
    for (const status of [200, 200, 200, 429]) expect(await ask(house.tokens.Ada)).toBe(status);
  });
});
