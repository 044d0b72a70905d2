import { type SQL, sql } from "drizzle-orm";
import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, type Transaction } from "./client";
import { inContext, type TenantContext } from "./tenant";
import { type Tenant, writeTenant } from "./testing/tenant";
import { type TestDatabase, testDatabase } from "./testing/test-database";

let database: TestDatabase;
let owner: Sql;
/** Two people who share no workspace and no account. */
let me: Tenant["user"];
let stranger: Tenant["user"];
let mine: Tenant;
let theirs: Tenant;

beforeAll(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  [mine, theirs] = [await writeTenant(owner, "mine"), await writeTenant(owner, "theirs")];
  [me, stranger] = [mine.user, theirs.user];
});

afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await database.drop();
});

async function values(context: TenantContext, column: string, table: string): Promise<unknown[]> {
  const rows = await inContext(context, (tx) =>
    tx.execute<{ value: unknown }>(
      sql`select ${sql.identifier(column)} as value from ${sql.identifier(table)} order by 1`,
    ),
  );
  return rows.map(({ value }) => value);
}

/**
 * How many rows a change reaches, undone afterwards; or the SQLSTATE with which it is refused. Changes ask nothing back:
 * what may not be read would be refused for that alone.
 */
async function reach(context: TenantContext, statement: SQL): Promise<number | string> {
  let reached = -1;
  const change = async (tx: Transaction) => {
    reached = (await tx.execute(statement)).count;
    throw new Error("undo");
  };
  try {
    await inContext(context, change);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof Error && "code" in cause) return String(cause.code);
  }
  return reached;
}

const refused = "42501";

test("control: the owner sees both people's rows in every table", async () => {
  const tables = ["users", "sessions", "sign_in_links", "one_time_codes", "idempotent_outcomes"];
  for (const table of tables) expect((await owner`select 1 from ${owner(table)}`).length, table).toBe(2);
});

test("of people, one sees oneself, the address being proved, and the workspace at hand", async () => {
  expect(await values({ user: me.id }, "email", "users")).toEqual([me.email]);
  expect(await values({ email: stranger.email }, "email", "users")).toEqual([stranger.email]);
  expect(await values({ workspace: mine.workspaceId }, "email", "users")).toEqual([me.email]);
  expect(await values({ account: mine.accountId }, "email", "users")).toEqual([me.email]);
  const everything = { user: me.id, email: me.email, workspace: mine.workspaceId, account: mine.accountId };
  expect(await values(everything, "email", "users")).toEqual([me.email]);
});

test("a person is written under the proved address only, renames nobody else, and enables nobody", async () => {
  const write = (email: string) =>
    sql`insert into users (id, email, name) values (${uuidv7()}, ${email}, 'New')`;
  expect(await reach({ email: "new@people.example" }, write("new@people.example"))).toBe(1);
  expect(await reach({ email: "new@people.example" }, write("other@people.example"))).toBe(refused);
  expect(await reach({}, write("new@people.example"))).toBe(refused);
  const rename = sql`update users set name = 'Renamed'`;
  expect(await reach({ user: me.id }, rename)).toBe(1);
  expect(await reach({ workspace: mine.workspaceId }, rename)).toBe(0);
  expect(await reach({ user: me.id }, sql`update users set disabled_at = null`)).toBe(refused);
  expect(await reach({ user: me.id }, sql`update users set email = 'a@b.example'`)).toBe(refused);
  expect(await reach({ user: me.id }, sql`delete from users`)).toBe(refused);
});

test("a session is seen by its person, its token, and the workspace of its person", async () => {
  const tokens = (context: TenantContext) => values(context, "token_hash", "sessions");
  expect(await tokens({})).toEqual([]);
  expect(await tokens({ user: me.id })).toEqual([me.sessionToken]);
  expect(await tokens({ token: stranger.sessionToken })).toEqual([stranger.sessionToken]);
  expect(await tokens({ token: "guessed" })).toEqual([]);
  expect(await tokens({ workspace: mine.workspaceId })).toEqual([me.sessionToken]);
  expect(await tokens({ account: mine.accountId })).toEqual([]);
});

test("a session is started for oneself only; a workspace may end its members' sessions and no others", async () => {
  const start = (userId: string) => sql`
    insert into sessions (id, token_hash, user_id, expires_at)
    values (${uuidv7()}, ${uuidv7()}, ${userId}, now() + interval '1 hour')`;
  expect(await reach({ user: me.id }, start(me.id))).toBe(1);
  expect(await reach({ user: me.id }, start(stranger.id))).toBe(refused);
  expect(await reach({ workspace: mine.workspaceId }, start(me.id))).toBe(refused);
  const end = sql`update sessions set ended_at = now()`;
  expect(await reach({ workspace: mine.workspaceId }, end)).toBe(1);
  expect(await reach({ user: stranger.id }, end)).toBe(1);
  expect(await reach({}, end)).toBe(0);
  const hijack = sql`update sessions set proved_at = now()`;
  expect(await reach({ workspace: mine.workspaceId }, hijack)).toBe(refused);
  for (const column of ["user_id", "token_hash", "expires_at"])
    expect(
      await reach(
        { user: me.id },
        sql`update sessions set ${sql.identifier(column)} = ${sql.identifier(column)}`,
      ),
    ).toBe(refused);
});

test("whoever left is out of reach of the workspace, and the workspace of theirs", async () => {
  expect(await values({ user: stranger.id }, "slug", "workspaces")).toEqual([theirs.slug]);
  await owner.begin(async (tx) => {
    await tx`select set_config('remit.workspace', ${theirs.workspaceId}, true)`;
    await tx`update memberships set ended_at = now() where workspace_id = ${theirs.workspaceId}`;
    await tx`update account_administrators set valid_to = now() where account_id = ${theirs.accountId}`;
  });
  expect(await values({ user: stranger.id }, "slug", "workspaces")).toEqual([]);
  expect(await values({ workspace: theirs.workspaceId }, "token_hash", "sessions")).toEqual([]);
  const end = sql`update sessions set ended_at = now()`;
  expect(await reach({ workspace: theirs.workspaceId }, end)).toBe(0);
});

test("a sign-in link is found and used by its token alone", async () => {
  const tokens = (context: TenantContext) => values(context, "token_hash", "sign_in_links");
  const everything = { user: me.id, email: me.email, workspace: mine.workspaceId, account: mine.accountId };
  expect(await tokens(everything)).toEqual([]);
  expect(await tokens({ token: stranger.linkToken })).toEqual([stranger.linkToken]);
  expect(await reach(everything, sql`delete from sign_in_links`)).toBe(0);
  expect(await reach({ token: me.linkToken }, sql`delete from sign_in_links`)).toBe(1);
  const write = (token: string) => sql`
    insert into sign_in_links (token_hash, email, expires_at) values (${token}, ${me.email}, now())`;
  expect(await reach({ token: "mine" }, write("mine"))).toBe(1);
  expect(await reach({ token: "mine" }, write("another"))).toBe(refused);
});

test("a code is seen and tried under its address alone", async () => {
  const emails = (context: TenantContext) => values(context, "email", "one_time_codes");
  expect(await emails({ user: stranger.id, workspace: theirs.workspaceId })).toEqual([]);
  expect(await emails({ email: me.email })).toEqual([me.email]);
  const tryCode = sql`update one_time_codes set attempts = attempts + 1`;
  expect(await reach({ email: me.email }, tryCode)).toBe(1);
  expect(await reach({ user: me.id }, tryCode)).toBe(0);
  expect(await reach({ email: me.email }, sql`delete from one_time_codes`)).toBe(refused);
});

test("outcomes of forms are their person's own", async () => {
  expect(await values({ user: me.id }, "key", "idempotent_outcomes")).toEqual([mine.slug]);
  expect(await values({ workspace: theirs.workspaceId }, "key", "idempotent_outcomes")).toEqual([]);
  const claim = (userId: string) => sql`
    insert into idempotent_outcomes (user_id, key, command) values (${userId}, 'key', 'a.command')`;
  expect(await reach({ user: me.id }, claim(me.id))).toBe(1);
  expect(await reach({ user: me.id }, claim(stranger.id))).toBe(refused);
  const overwrite = sql`update idempotent_outcomes set outcome = '{}'`;
  expect(await reach({ user: me.id }, overwrite)).toBe(1);
});

test("the application writes mails and never reads them; nobody names administrators or workspaces in a request", async () => {
  expect(await reach({ workspace: mine.workspaceId }, sql`select 1 from outbox`)).toBe(refused);
  expect(await reach({ workspace: mine.workspaceId }, sql`delete from outbox`)).toBe(refused);
  const administer = sql`insert into account_administrators (account_id, id, user_id)
    values (${mine.accountId}, ${uuidv7()}, ${me.id})`;
  expect(await reach({ account: mine.accountId, user: me.id }, administer)).toBe(refused);
  const found = sql`insert into workspaces (id, account_id, slug, name)
    values (${uuidv7()}, ${mine.accountId}, 'new', 'New')`;
  expect(await reach({ account: mine.accountId, user: me.id }, found)).toBe(refused);
});
