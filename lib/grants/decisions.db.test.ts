import { sql } from "drizzle-orm";
import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { inContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { accessAt } from "@/lib/access/access";
import {
  factsFor,
  tableCases,
  tableGrants,
  tableGroups,
  tableMembers,
  tableResource,
  tableResources,
  tableRoles,
  tableWorkspace,
} from "@/lib/access/cases/table";
import { features } from "@/lib/access/catalogue";
import { type Decision, decide, resourceLevel } from "@/lib/access/decide";
import type { Facts, ResourceRef } from "@/lib/access/facts";
import { factsOf, factsOfPeople } from "./facts";
import { whoCan } from "./lists";
import { asWritten, inOrder, type Written, writeWorkspace } from "./testing/written-workspace";

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
  written = await writeWorkspace(owner, {
    resources: tableResources.map(({ ref }) => ref),
    roles: tableRoles,
    people: tableMembers,
    groups: tableGroups,
    grants: tableGrants,
  });
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

function namesIn(decision: Decision): string[] {
  return (decision.allow ? decision.proof : decision.near).flatMap(({ grantId, roleName, group, source }) =>
    grantId === null ? [source] : [roleName, ...(group ? [group.name] : [])],
  );
}

const titles = [...new Set(tableCases.map(({ title }) => title))];

describe.each(titles)("%s", (title) => {
  test.each(
    tableCases.filter((one) => one.title === title),
  )("$who $permission $resource at $at: $allow", (one) => {
    const facts = loaded(one.who);
    const resource = resourceOf(one.resource);
    const decision = decide(facts, { permission: one.permission, resource, at: one.at });
    const access = accessAt(facts, one.at);

    expect(resource === null).toBe(tableResource(one.resource) === null);
    expect(decision.allow).toBe(one.allow);
    if (resource) expect(access.can(one.permission, resource)).toBe(one.allow);
    if (one.reason) expect(decision).toMatchObject({ reason: one.reason });
    if (one.via) expect(namesIn(decision)).toContain(one.via);
    if (decision.allow) expect(decision.proof).not.toEqual([]);
    if (one.level) {
      const feature = features.find(({ id }) => id === one.level?.of)?.id;
      const place = feature ? resource : resourceOf(one.level.of);
      if (!place) throw new Error(`No such resource: ${one.level.of}`);
      const level = feature
        ? access.levelOf(feature, place)
        : resourceLevel(access.permissionsOn(place), place.kind);
      expect(level).toBe(one.level.is);
    }
  });
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
