import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { setContext } from "@/db/tenant";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { closeRole } from "@/lib/access/role";
import { foundCompany, type TestCompany } from "@/lib/accounts/testing/company";
import { as, signedIn } from "@/lib/doorway/testing/as";
import { giveGrant } from "@/lib/grants/commands";
import { joinGroup } from "@/lib/members/enrolment";
import { roleDetail, roleGuide, rolesList } from "./queries";
import { writeRole } from "./seeded";

let database: TestDatabase;
let owner: Sql;
let finch: TestCompany;
let kite: TestCompany;
let ines: string;
let analyst: string;
const brand = uuidv7();

beforeAll(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  finch = await foundCompany(database.ownerUrl, "finch", {
    Ines: "admin",
    Bea: null,
    adam: null,
    Away: null,
    Left: null,
    Later: null,
    Disabled: null,
    Removed: null,
    Nobody: null,
  });
  kite = await foundCompany(database.ownerUrl, "kite", { Karl: "admin" });
  analyst = await writeAnalyst();
  ines = await signedIn(finch.people.Ines?.userId ?? "");
});

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

/** A custom role, held directly, through a group, on a project, and by people for whom it does not count. */
async function writeAnalyst(): Promise<string> {
  const { workspaceId } = finch;
  return drizzle(owner).transaction(async (tx) => {
    await setContext(tx, { workspace: workspaceId });
    const contents = closeRole({ applications: ["data-activation"], levels: { segment: 3 } });
    const role = {
      key: null,
      kind: "custom",
      name: "Analyst",
      description: "Builds audiences",
      contents,
    } as const;
    const roleId = await writeRole(tx, workspaceId, { ...role, authorId: null });
    await tx.execute(
      sql`insert into groups (workspace_id, id, name) values (${workspaceId}, ${brand}, 'Brand')`,
    );
    const campaign = uuidv7();
    await tx.execute(sql`
      insert into resources (workspace_id, id, kind, name, parent_id, path)
      values (${workspaceId}, ${campaign}, 'campaign', 'Q2', ${workspaceId}, array[${workspaceId}, ${campaign}]::uuid[])`);
    const give = (
      principal: { membershipId: string } | { groupId: string },
      resourceId = workspaceId,
      until?: string,
    ) =>
      giveGrant(tx, workspaceId, {
        principal,
        roleId,
        resourceId,
        until: until ?? null,
        source: "direct",
        grantedBy: null,
      });
    const member = (name: string) => ({ membershipId: finch.people[name]?.membershipId ?? "" });
    await give(member("Bea"));
    await give(member("Bea"), campaign, "2999-01-01T00:00:00Z");
    await give({ groupId: brand });
    for (const name of ["adam", "Bea", "Away"])
      await joinGroup(tx, workspaceId, brand, member(name).membershipId);
    await joinGroup(tx, workspaceId, brand, member("Left").membershipId);
    await tx.execute(sql`
      update group_memberships set valid_to = now() where workspace_id = ${workspaceId} and membership_id = ${member("Left").membershipId}`);
    await tx.execute(sql`
      update active_periods set valid_to = now() where workspace_id = ${workspaceId} and membership_id = ${member("Away").membershipId}`);
    for (const name of ["Disabled", "Removed"]) await give(member(name));
    await tx.execute(sql`update users set disabled_at = now() where id = ${finch.people.Disabled?.userId}`);
    await tx.execute(sql`
      update memberships set ended_at = now() where workspace_id = ${workspaceId} and id = ${member("Removed").membershipId}`);
    const later = await give(member("Later"));
    await tx.execute(
      sql`update grants set valid_from = now() + interval '1 day' where workspace_id = ${workspaceId} and id = ${later}`,
    );
    return roleId;
  });
}

async function answered<T>(
  asked: Promise<{ ok: true; value: T } | { ok: false; code: string; message: string }>,
): Promise<T> {
  const outcome = await asked;
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

test("the list counts each active person who holds a role now once, however often it reaches them", async () => {
  const { roles, counts } = await answered(as(ines, () => rolesList({ workspace: "finch" })));
  const members = Object.fromEntries(roles.map(({ name, members }) => [name, members]));
  expect(members).toMatchObject({ Admin: 1, Analyst: 2, Viewer: 0, Owner: 0 });
  expect(counts).toEqual({ system: 6, custom: 1, governance: 4 });
  expect(roles.map(({ kind }) => kind)).toEqual([
    ...Array(6).fill("system"),
    "custom",
    ...Array(4).fill("governance"),
  ]);
  expect(roles[0]).toMatchObject({ name: "Admin", levels: Array(10).fill(4) });
  expect(roles.find(({ id }) => id === analyst)?.levels).toEqual([0, 0, 0, 3, 0, 0, 0, 0, 0, 0]);
});

test("the list is searched by name and description, and filtered by type", async () => {
  const names = async (filter: object) =>
    (await answered(as(ines, () => rolesList({ workspace: "finch", ...filter })))).roles.map(
      ({ name }) => name,
    );
  expect(await names({ q: "AUDIENCES" })).toEqual(["Analyst"]);
  expect(await names({ q: "steward" })).toEqual(["Steward"]);
  expect(await names({ kind: "custom" })).toEqual(["Analyst"]);
  expect(await names({ kind: "governance", q: "analyst" })).toEqual([]);
  const sorted = await names({ sort: "name" });
  expect(sorted).toEqual(sorted.toSorted((a, b) => a.localeCompare(b, "en")));
  expect(sorted).not.toEqual(await names({}));
});

test("a role says what it holds, what it hides, and who holds it in which way", async () => {
  const role = await answered(as(ines, () => roleDetail({ workspace: "finch", roleId: analyst })));
  expect(role).toMatchObject({ name: "Analyst", kind: "custom", fullAdmin: false });
  expect(role.words.features.find(({ id }) => id === "model")).toMatchObject({
    level: 1,
    hidden: true,
    cameWith: "Segment Editor",
  });
  expect(role.holders.count).toBe(2);
  expect(role.holders.first.map(({ name }) => name)).toEqual(["adam", "Bea"]);
  expect(role.holders.first[0]?.ways).toEqual([
    { group: "Brand", resource: { name: "finch", kind: "workspace" }, until: null },
  ]);
  expect(role.holders.first[1]?.ways).toEqual([
    { group: null, resource: { name: "finch", kind: "workspace" }, until: null },
    { group: "Brand", resource: { name: "finch", kind: "workspace" }, until: null },
    { group: null, resource: { name: "Q2", kind: "campaign" }, until: "2999-01-01T00:00:00.000000Z" },
  ]);
  const admin = await answered(
    as(ines, () => roleDetail({ workspace: "finch", roleId: finch.roles.admin ?? "" })),
  );
  expect(admin).toMatchObject({ fullAdmin: true, holders: { count: 1 } });
});

test("the guide is for every active member, and names no holder", async () => {
  const nobody = await signedIn(finch.people.Nobody?.userId ?? "");
  const guide = await answered(as(nobody, () => roleGuide({ workspace: "finch" })));
  expect(guide).toHaveLength(11);
  expect(Object.keys(guide[0] ?? {}).toSorted()).toEqual([
    "description",
    "fullAdmin",
    "id",
    "kind",
    "name",
    "words",
    "yours",
  ]);
  expect(JSON.stringify(guide)).not.toContain("@finch.example");
  expect(guide.filter(({ yours }) => yours)).toEqual([]);
  const adam = await signedIn(finch.people.adam?.userId ?? "");
  const yours = await answered(as(adam, () => roleGuide({ workspace: "finch" })));
  expect(yours.filter(({ yours }) => yours).map(({ name }) => name)).toEqual(["Analyst"]);
});

test("list and detail need View Members, and nothing crosses workspaces", async () => {
  const nobody = await signedIn(finch.people.Nobody?.userId ?? "");
  const away = await signedIn(finch.people.Away?.userId ?? "");
  expect(await as(nobody, () => rolesList({ workspace: "finch" }))).toMatchObject({ code: "forbidden" });
  expect(await as(nobody, () => roleDetail({ workspace: "finch", roleId: analyst }))).toMatchObject({
    code: "forbidden",
  });
  expect(await as(away, () => roleGuide({ workspace: "finch" }))).toMatchObject({ code: "not-found" });
  expect(await as(ines, () => roleGuide({ workspace: "kite" }))).toMatchObject({ code: "not-found" });
  for (const roleId of [kite.roles.admin ?? "", crypto.randomUUID()])
    expect(await as(ines, () => roleDetail({ workspace: "finch", roleId }))).toMatchObject({
      code: "not-found",
    });
  const { roles } = await answered(as(ines, () => rolesList({ workspace: "finch" })));
  expect(new Set(roles.map(({ id }) => id)).has(kite.roles.admin ?? "")).toBe(false);
});
