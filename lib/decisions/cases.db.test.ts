import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { testEachCase } from "@/lib/access/cases/expected";
import { type TableCase, tableCases, tableResource } from "@/lib/access/cases/table";
import { permissionOf } from "@/lib/access/catalogue";
import type { Written } from "@/lib/grants/testing/written-workspace";
import { writeKey } from "@/lib/keys/testing/written-key";
import { ask } from "./testing/asking";
import { tableAt } from "./testing/table-at";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

const stranger = "019a0000-0000-7000-8000-000000000000";

let database: TestDatabase;
let owner: Sql;
/** By the instant that is their present. */
const worlds = new Map<number, Written & { secret: string }>();

beforeAll(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  for (const at of new Set(tableCases.map((one) => one.at))) {
    const told = await tableAt(owner, at);
    const createdBy = await writeKeyOwner(told.workspace.accountId);
    const { secret } = await writeKey(owner, { workspaceId: told.workspace.id, createdBy });
    worlds.set(at, { ...told, secret });
  }
}, 120_000);

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

/** Somebody whose key works at every instant of the table: an administrator of the account. */
async function writeKeyOwner(accountId: string): Promise<string> {
  const id = crypto.randomUUID();
  await owner`insert into users (id, email, name) values (${id}, ${`${id}@people.example`}, 'Key owner')`;
  await owner`insert into account_administrators (account_id, id, user_id) values (${accountId}, ${crypto.randomUUID()}, ${id})`;
  return id;
}

/** A question of the table as another system asks it, by the resource's kind. */
function questionOf({ who, permission, resource }: TableCase, { ids }: Written) {
  return {
    subject: { type: "user", id: ids.get(who) ?? stranger },
    action: { name: permission },
    resource: { type: tableResource(resource)?.kind ?? "campaign", id: ids.get(resource) ?? stranger },
  };
}

const worldAt = (at: number) => {
  const world = worlds.get(at);
  if (!world) throw new Error("there is no world of that time");
  return world;
};

testEachCase(async (one) => {
  const world = worldAt(one.at);
  const question = questionOf(one, world);
  const { status, body } = await ask("evaluation", world.secret, question);
  expect(status).toBe(200);
  expect(body).toMatchObject({ decision: one.allow });
  const context = body.context as Record<string, unknown>;
  if (one.reason) expect(context.reason).toBe(one.reason);
  if (one.allow) expect(context.path).not.toEqual([]);
  if (one.via) expect(JSON.stringify(context.path ?? context.near)).toContain(one.via);

  const bare = one.permission.split(":");
  const byNoun = {
    ...question,
    action: { name: bare[1] },
    resource: { ...question.resource, type: bare[0] },
  };
  expect((await ask("evaluation", world.secret, byNoun)).body, "asked by noun").toEqual(body);
});

test("the table is asked in one request as well, and answers alike", async () => {
  for (const [at, world] of worlds) {
    const cases = tableCases.filter((one) => one.at === at);
    const evaluations = cases.map((one) => questionOf(one, world));
    const { body } = await ask("evaluations", world.secret, { evaluations });
    expect((body.evaluations as { decision: boolean }[]).map(({ decision }) => decision)).toEqual(
      cases.map(({ allow }) => allow),
    );
  }
});

test("searches find what the evaluations of the table allow, and nothing that they deny", async () => {
  for (const one of tableCases) {
    const world = worldAt(one.at);
    const { subject, action, resource } = questionOf(one, world);
    const found = async (endpoint: "search/subject" | "search/resource" | "search/action", body: object) => {
      const { results } = (await ask(endpoint, world.secret, { ...body, page: { limit: 1000 } })).body;
      return (results as { id?: string; name?: string }[]).map(({ id, name }) => id ?? name);
    };
    const what = `${one.who} ${one.permission} ${one.resource}`;
    const subjects = await found("search/subject", { subject: { type: "user" }, action, resource });
    expect(subjects.includes(subject.id), `${what}: subject`).toBe(one.allow);
    const resources = await found("search/resource", { subject, action, resource: { type: resource.type } });
    expect(resources.includes(resource.id), `${what}: resource`).toBe(one.allow);
    const actions = await found("search/action", { subject, resource });
    expect(actions.includes(action.name), `${what}: action`).toBe(one.allow);
  }
});

test("the cases are all there", () => {
  expect(tableCases.length).toBeGreaterThanOrEqual(125);
  expect(new Set(tableCases.map(({ permission }) => permissionOf(permission).scope))).toContain("W");
});
