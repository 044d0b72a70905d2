import { sql } from "drizzle-orm";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { inContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { expectDecided, testEachCase } from "@/lib/access/cases/expected";
import {
  factsFor,
  tableCases,
  tableMembers,
  tableResource,
  tableResources,
  tableWorkspace,
} from "@/lib/access/cases/table";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import { factsOf, factsOfPeople } from "@/lib/facts/facts";
import { whoCan } from "./lists";
import { writeTable } from "./testing/written-table";
import { asWritten, inOrder, type Written } from "./testing/written-workspace";

const stranger = "019a0000-0000-7000-8000-000000000000";

let database: TestDatabase;
let owner: Sql;
let written: Written;
let alone: Map<string, Facts>;
let together: Map<string, Facts>;
let resources: Map<string, ResourceRef>;

beforeAll(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  written = await writeTable(owner);
  const { workspace } = written;
  const asked = [...tableMembers.map(({ name }) => name), "somebody else"];
  await inContext({ workspace: workspace.id, account: workspace.accountId }, async (tx) => {
    together = await factsOfPeople(tx, workspace, asked.map(userId));
    alone = new Map();
    for (const name of asked) alone.set(userId(name), await factsOf(tx, workspace, userId(name)));
    const rows = await tx.execute<ResourceRef>(
      sql`select id, kind, name, path from resources where workspace_id = ${workspace.id}`,
    );
    resources = new Map(rows.map(({ id, kind, name, path }) => [id, { id, kind, name, path }]));
  });
});

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

function userId(name: string): string {
  return written.ids.get(name) ?? stranger;
}

function loaded(name: string): Facts {
  const facts = alone.get(userId(name));
  if (!facts) throw new Error(`nothing was loaded for ${name}`);
  return facts;
}

/** The resource as the database has it; null where the table means one that does not exist. */
function resourceOf(name: string): ResourceRef | null {
  return resources.get(written.ids.get(name) ?? stranger) ?? null;
}

testEachCase((one) => {
  expect(resourceOf(one.resource) === null).toBe(tableResource(one.resource) === null);
  expectDecided(one, loaded(one.who), resourceOf);
});

test("the cases ask about somebody and something that are not there, too", () => {
  expect(tableCases.some(({ who }) => !written.ids.has(who))).toBe(true);
  expect(tableCases.some(({ resource }) => resourceOf(resource) === null)).toBe(true);
  expect(tableCases.length).toBeGreaterThanOrEqual(125);
  expect(resources.size).toBe(tableResources.length);
});

test("the facts are those that the table tells, to the microsecond", () => {
  for (const { name } of tableMembers)
    expect(inOrder(loaded(name))).toEqual(asWritten(factsFor(name), written));
  expect(loaded("somebody else")).toEqual({
    ...asWritten(factsFor("somebody else"), written),
    workspace: {
      id: written.workspace.id,
      kind: "workspace",
      name: tableWorkspace.name,
      path: [written.workspace.id],
    },
  });
});

test("loading many people gives each what loading them alone gives", () => {
  expect(together.size).toBe(tableMembers.length + 1);
  for (const [id, facts] of together) expect(inOrder(facts)).toEqual(inOrder(alone.get(id) as Facts));
});

test("who can is everybody of whom the table says so", async () => {
  const { workspace } = written;
  await inContext({ workspace: workspace.id, account: workspace.accountId }, async (tx) => {
    for (const one of tableCases) {
      const resource = resourceOf(one.resource);
      if (!resource) continue;
      const people = await whoCan(tx, workspace, one.permission, resource, one.at);
      const listed = people.some((person) => person.userId === userId(one.who));
      expect({ ...one, listed }).toMatchObject({ listed: one.allow });
    }
  });
});

test("outside the context of the workspace nothing is loaded", async () => {
  const { workspace } = written;
  const facts = await inContext({}, (tx) => factsOf(tx, workspace, userId("ada")));
  expect(facts).toMatchObject({ subject: null, administers: [], active: [], groups: [], grants: [] });
});
