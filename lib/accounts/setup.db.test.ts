import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { inContext } from "@/db/tenant";
import { inDatabase } from "@/db/testing/server";
import { type TestDatabase, testDatabase } from "@/db/testing/test-database";
import { accessAt } from "@/lib/access/access";
import { factsOf, rootOf } from "@/lib/facts/facts";
import { adminMembershipIds } from "@/lib/grants/admins";
import { setUp } from "./setup";

const wishes = { email: " First@Company.Example ", account: "Company", workspace: "Ålder & Finch" };

let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
});

afterEach(async () => {
  await closeDatabase();
  await database.drop();
});

async function counts(ownerUrl = database.ownerUrl): Promise<Record<string, number>> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await owner<Record<string, number>[]>`
      select (select count(*)::int from accounts) as accounts, (select count(*)::int from workspaces) as workspaces,
        (select count(*)::int from users) as users`;
    return { ...row };
  } finally {
    await owner.end();
  }
}

/** What the server finds when the first person comes in: their access, by its own role and its own policies. */
async function firstVisit(slug: string) {
  const email = "first@company.example";
  return inContext({ email }, async (tx) => {
    const [user] = await tx.execute<{ id: string; name: string }>(
      sql`select id, name from users where email = ${email}`,
    );
    await tx.execute(sql`select set_config('remit.user', ${user?.id}, true)`);
    const [workspace] = await tx.execute<{ id: string; accountId: string; name: string }>(
      sql`select id, account_id as "accountId", name from workspaces where slug = ${slug}`,
    );
    if (!user || !workspace) throw new Error("the first person finds no workspace");
    await tx.execute(sql`
      select set_config('remit.workspace', ${workspace.id}, true), set_config('remit.account', ${workspace.accountId}, true)`);
    const facts = await factsOf(tx, workspace, user.id);
    const [clock] = await tx.execute<{ now: string }>(sql`select micros(clock_timestamp())::text as now`);
    const at = Number(clock?.now);
    const asMember = accessAt({ ...facts, administers: [] }, at);
    const [trees] = await tx.execute<{ roles: number; roots: number }>(sql`
      select (select count(*)::int from roles) as roles, (select count(*)::int from resources where parent_id is null) as roots`);
    return {
      name: workspace.name,
      administrator: accessAt(facts, at).administrator,
      admin: asMember.active && asMember.can("workspace:delete", rootOf(workspace)),
      admins: (await adminMembershipIds(tx, workspace.id)).length,
      ...trees,
    };
  });
}

const ready = { name: "Ålder & Finch", administrator: true, admin: true, admins: 1, roles: 10, roots: 1 };

test("makes account, workspace and a first person who is administrator of both", async () => {
  expect(await setUp({ ownerUrl: database.ownerUrl, ...wishes })).toEqual({ slug: "alder-finch" });
  expect(await counts()).toEqual({ accounts: 1, workspaces: 1, users: 1 });
  expect(await firstVisit("alder-finch")).toEqual(ready);
});

test("works once: the second time it says what to do and changes nothing", async () => {
  await setUp({ ownerUrl: database.ownerUrl, ...wishes });
  const again = setUp({
    ownerUrl: database.ownerUrl,
    email: "second@company.example",
    account: "Other",
    workspace: "Other",
  });
  await expect(again).rejects.toThrow(
    "Remit is set up already: sign in, and invite others from Settings, Members.",
  );
  expect(await counts()).toEqual({ accounts: 1, workspaces: 1, users: 1 });
});

test("of four at once, one is carried out", async () => {
  const tries = await Promise.allSettled(
    [1, 2, 3, 4].map((i) =>
      setUp({
        ownerUrl: database.ownerUrl,
        email: `person${i}@company.example`,
        account: `${i}`,
        workspace: `${i}`,
      }),
    ),
  );
  expect(tries.filter(({ status }) => status === "fulfilled").length).toBe(1);
  expect(await counts()).toEqual({ accounts: 1, workspaces: 1, users: 1 });
});

test("bad input is refused with the option and a sentence, and nothing is written", async () => {
  const bad: [Partial<typeof wishes>, RegExp][] = [
    [{ email: "" }, /^--email: Type a complete e-mail address/],
    [{ email: "first@" }, /^--email: Type a complete e-mail address/],
    [{ email: `${"a".repeat(250)}@b.example` }, /^--email: .*254/],
    [{ account: "  " }, /^--account: Give a name\.$/],
    [{ workspace: "" }, /^--workspace: Give a name\.$/],
    [{ workspace: "w".repeat(81) }, /^--workspace: At most 80 characters\.$/],
  ];
  for (const [change, sentence] of bad) {
    await expect(setUp({ ownerUrl: database.ownerUrl, ...wishes, ...change })).rejects.toThrow(sentence);
    expect(await counts()).toEqual({ accounts: 0, workspaces: 0, users: 0 });
  }
});

test("an owner who is no superuser and bound by row-level security can migrate and set up", async () => {
  const { server, prefix } = inject("testRun");
  const name = `${prefix}_${randomBytes(5).toString("hex")}`;
  const password = randomBytes(12).toString("hex");
  const administrator = postgres(server.administrator, { max: 1, onnotice: () => {} });
  const url = new URL(inDatabase(server.administrator, name));
  url.username = name;
  url.password = password;
  try {
    await administrator.unsafe(`create role ${name} login createrole password '${password}'`);
    await administrator.unsafe(`grant ${name} to current_user`);
    await administrator.unsafe(`create database ${name} owner ${name}`);
    const [role] = await administrator`select rolsuper, rolbypassrls from pg_roles where rolname = ${name}`;
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
    await migrate(url.href);
    await migrate(url.href);
    expect(await setUp({ ownerUrl: url.href, ...wishes })).toEqual({ slug: "alder-finch" });
    expect(await counts(url.href)).toEqual({ accounts: 1, workspaces: 1, users: 1 });
    process.env.REMIT_APP_DATABASE_URL = inDatabase(server.app, name);
    expect(await firstVisit("alder-finch")).toEqual(ready);
  } finally {
    await closeDatabase();
    await administrator.unsafe(`drop database if exists ${name} with (force)`);
    await administrator.unsafe(`drop role if exists ${name}`);
    await administrator.end();
  }
});
