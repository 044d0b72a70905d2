import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cursorOf } from "@/db/keyset";
import { ask } from "@/lib/decisions/testing/asking";
import { as, letProofAge, signedIn } from "@/lib/doorway/testing/as";
import { type House, openHouse } from "@/lib/doorway/testing/house";
import { createKey, revokeKey } from "./commands";
import { keysOf } from "./queries";
import { writeKey } from "./testing/written-key";

vi.hoisted(() => {
  Object.assign(process.env, {
    LOG_LEVEL: "silent",
    REMIT_WORKER_DATABASE_URL: "postgres://worker:x@localhost:5432/remit",
    RESEND_API_KEY: "re_test",
    REMIT_FROM: "remit@remit.example",
    REMIT_URL: "http://localhost:3000",
    REMIT_SECRET: "abcdefghijklmnopqrstuvwxyz0123456789",
  });
});

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const by = <T>(name: string, work: () => Promise<T>) => as(house.tokens[name] ?? null, work);
const workspace = "here";
const question = {
  subject: { type: "user", id: "vic@here.example" },
  action: { name: "view" },
  resource: { type: "segment", id: "*" },
};

async function made(name: string, lifetime = "30", who = "Ada") {
  const outcome = await by(who, () => createKey.execute({ workspace, name, lifetime }));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

async function listed(filter: Record<string, string> = {}) {
  const page = await by("Ada", () => keysOf({ workspace, ...filter }));
  if (!page.ok) throw new Error(page.message);
  return page.value;
}

test("a key is made, works, is listed without its secret, and is told of", async () => {
  const { id, secret, event } = await made("Web shop");
  expect(secret).toMatch(/^remit_[\w-]{43}$/);
  expect((await ask("evaluation", secret, question)).body).toMatchObject({ decision: true });
  const { rows, counts } = await listed();
  expect(counts).toEqual({ live: 1, ended: 0 });
  expect(rows).toEqual([
    {
      id,
      name: "Web shop",
      prefix: secret?.slice(0, 14),
      scopes: ["decision:read"],
      createdBy: "Ada",
      owner: { name: "Ada", lost: null },
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
      lastUsedAt: expect.any(String),
      state: "active",
      endsSoon: false,
      revoked: null,
    },
  ]);
  const days = (Date.parse(rows[0]?.expiresAt ?? "") - Date.parse(rows[0]?.createdAt ?? "")) / 86_400_000;
  expect(days).toBeCloseTo(30, 1);
  expect(event).toMatch(/^[\da-f-]{36}$/);
  expect(await house.events()).toContainEqual({
    action: "api-key.created",
    outcome: "done",
    actor: "Ada",
    target: "Web shop",
  });
});

test("nowhere in the database does its secret stand, and a form sent again does not tell it again", async () => {
  const form = { workspace, name: "Twice", lifetime: "90", idempotencyKey: crypto.randomUUID() };
  const first = await by("Ada", () => createKey.execute(form));
  const second = await by("Ada", () => createKey.execute(form));
  if (!first.ok || !second.ok) throw new Error("the key was not made");
  expect(first.value.secret).not.toBeNull();
  expect(second.value).toEqual({ ...first.value, secret: null });
  expect((await listed({ q: "Twice" })).rows).toHaveLength(1);
  const secret = first.value.secret ?? "";
  for (const table of ["api_keys", "idempotent_outcomes", "audit_events", "outbox"]) {
    const rows = await house.owner.unsafe<{ text: string }[]>(`select t::text as text from ${table} t`);
    expect(
      rows.filter(({ text }) => text.includes(secret)),
      table,
    ).toEqual([]);
  }
  expect((await house.owner`select 1 from idempotent_outcomes`).length).toBeGreaterThan(0);
});

test("a revoked key is refused at the next request, and cannot be revoked again", async () => {
  const { id, secret } = await made("Leaked", "never");
  expect((await ask("evaluation", secret, question)).status).toBe(200);
  const revoke = () => by("Ben", () => revokeKey.execute({ workspace, keyId: id }));
  expect(await revoke()).toMatchObject({ ok: true, value: { name: "Leaked" } });
  expect((await ask("evaluation", secret, question)).status).toBe(401);
  expect(await revoke()).toMatchObject({ ok: false, code: "conflict" });
  const [row] = (await listed({ q: "Leaked" })).rows;
  expect(row).toMatchObject({ state: "revoked", expiresAt: null, revoked: { by: "Ben" } });
});

test("a key of another workspace is not there to be revoked or listed", async () => {
  const { workspaceId, people } = house.there;
  const { id, secret } = await writeKey(house.owner, { workspaceId, createdBy: people.Zoe?.userId ?? "" });
  const refused = await by("Ada", () => revokeKey.execute({ workspace, keyId: id }));
  expect(refused).toEqual(
    await by("Ada", () => revokeKey.execute({ workspace, keyId: crypto.randomUUID() })),
  );
  expect(refused).toMatchObject({ ok: false, code: "not-found" });
  expect((await ask("evaluation", secret, question)).status).toBe(200);
  expect((await listed()).rows.map((row) => row.id)).not.toContain(id);
});

test("whoever lacks Manage API Key neither sees, nor makes, nor revokes one", async () => {
  const { id } = await made("Guarded");
  const outcomes = [
    await by("Vic", () => keysOf({ workspace })),
    await by("Vic", () => createKey.execute({ workspace, name: "Mine", lifetime: "30" })),
    await by("Vic", () => revokeKey.execute({ workspace, keyId: id })),
  ];
  for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: false, code: "forbidden" });
  expect((await listed({ q: "Guarded" })).rows).toHaveLength(1);
});

test("making one needs a fresh proof, revoking one does not wait for it", async () => {
  const ben = house.here.people.Ben?.userId ?? "";
  const token = await signedIn(ben);
  const { id } = await made("Needed");
  await letProofAge(ben);
  const stale = await as(token, () => createKey.execute({ workspace, name: "Stale", lifetime: "30" }));
  expect(stale).toMatchObject({ ok: false, code: "stale-proof" });
  expect((await listed({ q: "Stale" })).rows).toEqual([]);
  expect(await as(token, () => revokeKey.execute({ workspace, keyId: id }))).toMatchObject({ ok: true });
});

test("what is typed wrongly is said at its field", async () => {
  for (const [input, field] of [
    [{ name: " ", lifetime: "30" }, "name"],
    [{ name: "x".repeat(61), lifetime: "30" }, "name"],
    [{ name: "Shop", lifetime: "1" }, "lifetime"],
    [{ lifetime: "30" }, "name"],
  ] as const) {
    const outcome = await by("Ada", () => createKey.execute({ workspace, ...input }));
    expect(outcome).toMatchObject({ ok: false, code: "invalid", fields: { [field]: expect.any(String) } });
  }
});

test("the list is filtered by state, and searched by name, prefix, owner and maker", async () => {
  const of = { workspaceId: house.here.workspaceId, createdBy: house.here.people.Dea?.userId ?? "" };
  await writeKey(house.owner, of, { name: "Past", state: "expired" });
  const [row] = (await listed({ q: "dea" })).rows;
  expect(row).toMatchObject({ name: "Past", state: "expired", createdBy: "Dea" });
  const ended = (await listed({ state: "ended" })).rows;
  expect(ended.every(({ state }) => state !== "active")).toBe(true);
  expect((await listed({ q: row?.prefix ?? "" })).rows).toHaveLength(1);
  expect((await listed({ q: "100%" })).rows).toEqual([]);
});

test("page by page, the newest first, each key once", async () => {
  const of = { workspaceId: house.here.workspaceId, createdBy: house.here.people.Ada?.userId ?? "" };
  for (let number = 0; number < 60; number++) await writeKey(house.owner, of, { name: `Many ${number}` });
  const first = await listed({ q: "Many" });
  expect(first.rows).toHaveLength(50);
  const second = await listed({ q: "Many", after: first.next ?? "" });
  expect(second.next).toBeNull();
  const ids = [...first.rows, ...second.rows].map(({ id }) => id);
  expect(new Set(ids).size).toBe(60);
  expect(first.rows[0]?.name).toBe("Many 59");
});

test("sorted by name or last use, each key once", async () => {
  const byName = await listed({ q: "Many", sort: "name" });
  const rest = await listed({ q: "Many", sort: "name", after: byName.next ?? "" });
  const names = [...byName.rows, ...rest.rows].map(({ name }) => name);
  expect(names).toEqual(Array.from({ length: 60 }, (_, nth) => `Many ${nth}`).sort());
  const used = byName.rows[7]?.id ?? "";
  await house.owner`update api_keys set last_used_at = now() where id = ${used}`;
  expect((await listed({ q: "Many", sort: "used" })).rows[0]?.id).toBe(used);
});

test("a cursor that is none begins at the start", async () => {
  const start = await listed({});
  for (const after of ["", "x", cursorOf(["17", "no id"])])
    expect((await listed({ after })).rows).toEqual(start.rows);
});
