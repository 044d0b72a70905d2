import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { PermissionId } from "@/lib/access/catalogue";
import { ask } from "@/lib/decisions/testing/asking";
import { as, letProofAge, signedIn } from "@/lib/doorway/testing/as";
import { type House, openHouse } from "@/lib/doorway/testing/house";
import { changeKeyOwner, createKey } from "./commands";
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

const workspace = "here";
const question = {
  subject: { type: "user", id: "vic@here.example" },
  action: { name: "view" },
  resource: { type: "segment", id: "*" },
};
const both: PermissionId[] = ["general:manage-api-key", "general:manage-user"];

let house: House;
/** Vic's grant of a role with exactly these permissions. */
let vics: string;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  vics = "";
});

const by = <T>(name: string, work: () => Promise<T>) => as(house.tokens[name] ?? null, work);
const person = (name: string) => house.here.people[name] ?? { userId: "", membershipId: "" };
const announce = () =>
  house.owner`update workspaces set access_version = access_version + 1 where id = ${house.here.workspaceId}`;

/** Gives Vic a role of their own with these permissions, for some seconds or for good. */
async function empower(permissions: PermissionId[], seconds: number | null = null): Promise<void> {
  const { workspaceId } = house.here;
  const role = crypto.randomUUID();
  vics = crypto.randomUUID();
  await house.owner`insert into roles (workspace_id, id, kind, name) values (${workspaceId}, ${role}, 'custom', ${role})`;
  await house.owner`insert into role_revisions (workspace_id, id, role_id, number, name, description, applications, permissions)
    values (${workspaceId}, ${crypto.randomUUID()}, ${role}, 1, ${role}, '', '{}', ${permissions})`;
  await house.owner`insert into grants (workspace_id, id, membership_id, role_id, resource_id, source, valid_to)
    values (${workspaceId}, ${vics}, ${person("Vic").membershipId}, ${role}, ${workspaceId}, 'direct',
      ${seconds === null ? null : house.owner`now() + make_interval(secs => ${seconds})`})`;
  await announce();
}

async function disempower(): Promise<void> {
  await house.owner`update grants set valid_to = clock_timestamp() where id = ${vics}`;
  await announce();
}

const status = async (secret: string) => (await ask("evaluation", secret, question)).status;
const change = (who: string, keyId: string, to: string) =>
  by(who, () => changeKeyOwner.execute({ workspace, keyId, membershipId: person(to).membershipId }));
const make = (who: string, lifetime = "30") =>
  by(who, () => createKey.execute({ workspace, name: `Of ${who}`, lifetime }));
async function rowOf(id: string) {
  const page = await by("Ada", () => keysOf({ workspace }));
  if (!page.ok) throw new Error(page.message);
  return page.value.rows.find((row) => row.id === id);
}

test.each<[PermissionId[], string]>([
  [["general:manage-api-key"], "Manage User"],
  [["general:manage-user"], "Manage API Key"],
])("with %s alone nobody makes a key or gives one to another", async (held, missing) => {
  const { workspaceId, people } = house.here;
  const { id } = await writeKey(house.owner, { workspaceId, createdBy: people.Ada?.userId ?? "" });
  await empower(held);
  for (const outcome of [await make("Vic"), await change("Vic", id, "Ben")]) {
    expect(outcome).toMatchObject({ ok: false, code: "forbidden" });
    expect(!outcome.ok && outcome.message).toContain(missing);
  }
  expect((await rowOf(id))?.owner.name).toBe("Ada");
  await disempower();
});

test("a key stops as soon as its owner lacks what it asks for, and works again under another", async () => {
  const { workspaceId } = house.here;
  await empower(both);
  const { id, secret } = await writeKey(house.owner, { workspaceId, createdBy: person("Vic").userId });
  expect(await status(secret)).toBe(200);
  await disempower();
  const refused = await ask("evaluation", secret, question);
  expect(refused.status).toBe(401);
  expect(refused.body.message).toContain("its owner no longer holds Manage API Key and Manage User");
  expect(await rowOf(id)).toMatchObject({
    state: "active",
    owner: { name: "Vic", lost: "no longer holds Manage API Key and Manage User" },
  });

  const outcome = await change("Ada", id, "Ben");
  expect(outcome).toMatchObject({ ok: true, value: { owner: "Ben" } });
  expect(await status(secret)).toBe(200);
  expect(await rowOf(id)).toMatchObject({ createdBy: "Vic", owner: { name: "Ben", lost: null } });
  const [event] = await house.owner<{ before: object; after: object }[]>`
    select before, after from audit_events where action = 'api-key.owner-changed' and target_id = ${id}`;
  expect(event).toEqual({ before: { owner: "Vic" }, after: { owner: "Ben" } });
});

test("only an active member who holds both becomes its owner", async () => {
  const { workspaceId } = house.here;
  const { id } = await writeKey(house.owner, { workspaceId, createdBy: person("Ada").userId });
  expect(await change("Ada", id, "Vic")).toMatchObject({
    ok: false,
    code: "conflict",
    message: "Vic does not hold Manage API Key and Manage User.",
  });
  expect(await change("Ada", id, "Ada")).toMatchObject({ ok: false, code: "conflict" });
  await house.owner`update active_periods set valid_to = clock_timestamp() where membership_id = ${person("Dea").membershipId}`;
  await announce();
  expect(await change("Ada", id, "Dea")).toMatchObject({ ok: false, message: "Dea is not active here." });
  expect(await change("Ada", id, "Zoe")).toMatchObject({ ok: false });
  const foreign = await by("Ada", () =>
    changeKeyOwner.execute({
      workspace,
      keyId: id,
      membershipId: house.there.people.Zoe?.membershipId ?? "",
    }),
  );
  expect(foreign).toMatchObject({ ok: false, code: "not-found" });
  expect((await rowOf(id))?.owner.name).toBe("Ada");
});

test("the owner of a revoked key stays, and a change asks for a fresh proof", async () => {
  const { workspaceId } = house.here;
  const of = { workspaceId, createdBy: person("Ada").userId };
  const revoked = await writeKey(house.owner, of, { state: "revoked" });
  expect(await change("Ada", revoked.id, "Ben")).toMatchObject({ ok: false, code: "conflict" });
  const { id } = await writeKey(house.owner, of);
  const token = await signedIn(person("Ben").userId);
  await letProofAge(person("Ben").userId);
  const { membershipId } = person("Ben");
  const stale = await as(token, () => changeKeyOwner.execute({ workspace, keyId: id, membershipId }));
  expect(stale).toMatchObject({ ok: false, code: "stale-proof" });
  house.tokens.Ben = await signedIn(person("Ben").userId);
});

test("whoever holds it for a time makes, gives and gets keys that end with it", async () => {
  const { workspaceId } = house.here;
  await empower(both, 3600);
  const [grant] = await house.owner<
    { end: string }[]
  >`select valid_to::text as end from grants where id = ${vics}`;
  const until = Date.parse(grant?.end ?? "");
  const endOf = async (id: string) => Date.parse((await rowOf(id))?.expiresAt ?? "");
  for (const lifetime of ["30", "never"]) {
    const made = await make("Vic", lifetime);
    if (!made.ok) throw new Error(made.message);
    expect(await endOf(made.value.id)).toBeGreaterThan(until - 10);
    expect(await endOf(made.value.id)).toBeLessThanOrEqual(until);
  }
  for (const [who, to] of [
    ["Ada", "Vic"],
    ["Vic", "Ben"],
  ] as const) {
    const of = { workspaceId, createdBy: person("Ada").userId };
    const { id } = await writeKey(house.owner, of);
    expect((await rowOf(id))?.expiresAt).toBeNull();
    expect(await change(who, id, to)).toMatchObject({ ok: true });
    expect(await endOf(id)).toBeLessThanOrEqual(until);
  }
  const made = await make("Ada", "30");
  if (!made.ok) throw new Error(made.message);
  expect(await endOf(made.value.id)).toBeGreaterThan(until);
});

test("a key tells names of objects that its owner may read, and hides others", async () => {
  const { workspaceId } = house.here;
  const id = crypto.randomUUID();
  await house.owner`insert into resources (workspace_id, id, kind, name, parent_id, path)
    values (${workspaceId}, ${id}, 'campaign', 'Canary', ${workspaceId}, ${[workspaceId, id]})`;
  await house.demote("Vic");
  await empower(both);
  const asked = {
    ...question,
    subject: { type: "user", id: "ada@here.example" },
    action: { name: "marketing-object:view" },
  };
  const answersOf = async (owner: string) => {
    const { secret } = await writeKey(house.owner, { workspaceId, createdBy: person(owner).userId });
    const one = await ask("evaluation", secret, { ...question, resource: { type: "segment", id } });
    const list = await ask("search/resource", secret, { ...asked, resource: { type: "campaign" } });
    expect([one.status, list.status]).toEqual([200, 200]);
    return JSON.stringify([one.body, list.body]);
  };
  expect(await answersOf("Ada")).toContain("Canary");
  const told = await answersOf("Vic");
  expect(told).not.toContain("Canary");
  expect(told).toContain("an object you cannot see");
});
