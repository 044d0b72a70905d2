import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { writeEvents } from "@/db/testing/audit-events";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { foundCompany, type TestCompany } from "@/lib/accounts/testing/company";
import { as, signedIn } from "@/lib/doorway/testing/as";
import { auditFilters } from "./choices";
import { type AuditPage, auditEvents } from "./queries";

let database: TestDatabase;
let owner: Sql;
let finch: TestCompany;
let kite: TestCompany;
let ines: string;
let events: string[];
let foreign: string[];
const store = "019a0000-0000-7000-8000-0000000000a1";

beforeAll(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  finch = await foundCompany(database.ownerUrl, "finch", { Ines: "admin", Victor: "viewer", Gone: null });
  kite = await foundCompany(database.ownerUrl, "kite", { Karl: "admin" });
  const people = { ines: finch.people.Ines?.userId ?? "", victor: finch.people.Victor?.userId ?? "" };
  // Vienna is two hours ahead of UTC: 22:30 on the 9th is the 10th there.
  events = await writeEvents(owner, finch.workspaceId, [
    { at: "2024-06-09T21:59:59.999999Z", actorId: people.ines, actorName: "Ines" },
    { at: "2024-06-09T22:00:00Z", actorId: people.ines, actorName: "Ines", target: "100% Söhne_x" },
    {
      at: "2024-06-10T12:00:00Z",
      actorName: "Remit",
      action: "grant.ended",
      resource: "Store footfall",
      resourceId: store,
    },
    {
      at: "2024-06-10T12:00:00Z",
      actorId: people.victor,
      actorName: "Victor",
      action: "role.created",
      target: "Store visits",
      targetId: store,
    },
    {
      at: "2024-06-10T21:59:59.999999Z",
      actorId: people.victor,
      actorName: "Victor",
      outcome: "denied",
      action: "members.deactivate",
    },
    { at: "2024-06-10T22:00:00Z", actorId: people.ines, actorName: "Ines" },
    ...Array.from({ length: 120 }, (_, i) => ({
      at: "2024-06-11T10:00:00.000001Z",
      actorId: people.ines,
      actorName: "Ines",
      target: `Person ${i}`,
    })),
  ]);
  foreign = await writeEvents(owner, kite.workspaceId, [
    {
      at: "2024-06-10T12:00:00Z",
      actorId: kite.people.Karl?.userId ?? null,
      actorName: "Karl",
      action: "kite.canary",
      target: "Canary Store",
      targetId: store,
      resource: "Canary Store",
      resourceId: store,
    },
  ]);
  ines = await signedIn(people.ines);
});

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

async function page(view: Omit<Parameters<typeof auditEvents>[0], "workspace"> = {}): Promise<AuditPage> {
  const outcome = await as(ines, () => auditEvents({ workspace: "finch", ...view }));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

async function ids(view: Omit<Parameters<typeof auditEvents>[0], "workspace"> = {}): Promise<string[]> {
  return (await page(view)).events.map(({ id }) => id);
}

test("the newest come first, equal times by their sequence, page by page in both directions", async () => {
  const expected = events.toReversed();
  const first = await page();
  expect(first.events.map(({ id }) => id)).toEqual(expected.slice(0, 50));
  expect(first.newer).toBeNull();
  const second = await page({ after: first.older ?? "" });
  const third = await page({ after: second.older ?? "" });
  expect([...second.events, ...third.events].map(({ id }) => id)).toEqual(expected.slice(50));
  expect(third.older).toBeNull();
  expect(await ids({ before: third.newer ?? "" })).toEqual(expected.slice(50, 100));
  expect(await ids({ before: second.newer ?? "" })).toEqual(expected.slice(0, 50));
});

test("a page that begins within the first one is the first one", async () => {
  const first = await page();
  const near = await page({ before: (await page({ event: events[116] ?? "" })).older ?? "" });
  expect(near.events.map(({ id }) => id)).toEqual(first.events.map(({ id }) => id));
  expect(near.newer).toBeNull();
});

test("an event is told with microseconds, actor, sentence, kind and outcome", async () => {
  const { events: found, total } = await page({ action: "members.deactivate" });
  expect(total).toEqual({ count: 1, capped: false });
  expect(found).toMatchObject([
    {
      at: "2024-06-10T21:59:59.999999Z",
      actor: { id: finch.people.Victor?.userId, name: "Victor" },
      kind: "Member",
      outcome: "denied",
      before: null,
      requestId: "request-1",
      session: null,
    },
  ]);
  expect(found[0]?.sentence.map(({ text }) => text).join("")).toContain("Tried to deactivate a member");
});

test("a day is a day of the workspace, first and last included", async () => {
  expect(await ids({ from: "2024-06-10", to: "2024-06-10" })).toEqual(events.slice(1, 5).toReversed());
  expect(await ids({ to: "2024-06-09" })).toEqual([events[0]]);
});

test("users, Remit itself and actions are filtered, alone and together", async () => {
  const victor = finch.people.Victor?.userId ?? "";
  expect(await ids({ user: victor })).toEqual([events[4], events[3]]);
  expect(await ids({ user: victor, action: "role.created" })).toEqual([events[3]]);
  expect(await ids({ user: "remit" })).toEqual([events[2]]);
  expect(await ids({ user: kite.people.Karl?.userId ?? "" })).toEqual([]);
});

test("what an event is about is filtered, as its target or its place, and named as it was called last", async () => {
  expect(await ids({ about: store })).toEqual([events[3], events[2]]);
  expect(await ids({ about: store, action: "grant.ended" })).toEqual([events[2]]);
  expect(await ids({ about: "019a0000-0000-7000-8000-0000000000a2" })).toEqual([]);
  const choices = await as(ines, () => auditFilters({ workspace: "finch", about: store }));
  expect(choices).toMatchObject({
    value: { about: "Store visits", things: [{ id: store, name: "Store footfall" }] },
  });
  const named = await as(ines, () => auditFilters({ workspace: "finch", what: "FINCH" }));
  expect(named.ok && named.value.things.map(({ id }) => id)).toEqual([finch.workspaceId]);
  const none = await as(ines, () => auditFilters({ workspace: "finch", what: "canary" }));
  expect(none).toMatchObject({ value: { about: null, things: [] } });
});

test("the search finds parts of targets and resources, and an event by its id, and takes signs as they are", async () => {
  expect(await ids({ q: "FOOTFALL" })).toEqual([events[2]]);
  expect(await ids({ q: "söhne" })).toEqual([events[1]]);
  expect(await ids({ q: "0% s" })).toEqual([events[1]]);
  expect(await ids({ q: "0_ s" })).toEqual([]);
  expect(await ids({ q: "10" })).toEqual([events[1]]);
  expect(await ids({ q: "ö" })).toEqual([]);
  expect(await ids({ q: events[3] ?? "" })).toEqual([events[3]]);
  expect(await ids({ q: foreign[0] ?? "" })).toEqual([]);
});

test("an event can be asked for: its page begins a little before it", async () => {
  const wanted = events[60] ?? "";
  const around = await page({ event: wanted });
  expect(around.opened).toBe(wanted);
  expect(around.events).toHaveLength(50);
  expect(around.events[9]?.id).toBe(wanted);
  const newer = await page({ before: around.newer ?? "" });
  expect(newer.events.at(-1)?.id).toBe(events[70]);
  const top = await page({ event: events.at(-1) ?? "" });
  expect([top.events[0]?.id, top.newer]).toEqual([top.opened, null]);
  for (const unknown of [foreign[0] ?? "", crypto.randomUUID()])
    expect((await page({ event: unknown })).opened).toBeNull();
});

test("the days of the chart count what fits, whatever dates the filter names", async () => {
  const now = new Date();
  await writeEvents(owner, kite.workspaceId, [{ at: now.toISOString(), action: "kite.today" }]);
  const token = await signedIn(kite.people.Karl?.userId ?? "");
  const days = async (view: object) => {
    const outcome = await as(token, () => auditEvents({ workspace: "kite", ...view }));
    return outcome.ok ? outcome.value.days : [];
  };
  const all = await days({ to: "2024-01-01" });
  expect(all).toHaveLength(30);
  expect(all.at(-1)).toMatchObject({ count: 1, capped: false });
  expect(all.at(-1)?.day).toBe(new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Vienna" }).format(now));
  expect((await days({ action: "kite.canary" })).at(-1)?.count).toBe(0);
});

test("the choices are who acted and what was told, in this workspace only", async () => {
  const choices = async (input: { who?: string; user?: string } = {}) => {
    const outcome = await as(ines, () => auditFilters({ workspace: "finch", ...input }));
    if (!outcome.ok) throw new Error(outcome.message);
    return outcome.value;
  };
  const all = await choices({ user: finch.people.Victor?.userId ?? "" });
  expect(all.people.map(({ name }) => name)).toEqual(["Ines", "Victor"]);
  expect(all).toMatchObject({ more: false, chosen: "Victor" });
  expect(all.actions.map(({ action }) => action).toSorted()).toEqual(
    ["grant.ended", "member.deactivated", "members.deactivate", "role.created"].toSorted(),
  );
  expect((await choices({ who: "vic" })).people.map(({ name }) => name)).toEqual(["Victor"]);
  expect((await choices({ who: "gone" })).people).toEqual([]);
  expect(await choices({ who: "karl", user: kite.people.Karl?.userId ?? "" })).toMatchObject({
    people: [],
    chosen: null,
  });
});

test("the log is open to those with View Audit Log only, and never across workspaces", async () => {
  const victor = await signedIn(finch.people.Victor?.userId ?? "");
  const asks = [
    (workspace: string) => auditEvents({ workspace }),
    (workspace: string) => auditFilters({ workspace }),
  ];
  for (const ask of asks) {
    expect(await as<unknown>(victor, () => ask("finch"))).toMatchObject({ code: "forbidden" });
    expect(await as<unknown>(ines, () => ask("kite"))).toMatchObject({ code: "not-found" });
    expect(await as<unknown>(null, () => ask("finch"))).toMatchObject({ code: "unauthenticated" });
  }
  expect(JSON.stringify(await page({ q: "canary" }))).not.toContain("Canary");
});
