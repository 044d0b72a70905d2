import { sql } from "drizzle-orm";
import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applicationSql, closeDatabase, type Transaction } from "./client";
import { inContext, type TenantContext } from "./tenant";
import { type Table, tablesOf } from "./testing/tables";
import { type Tenant, writeTenant } from "./testing/tenant";
import { type TestDatabase, testDatabase } from "./testing/test-database";

const refusedByPolicy = "42501";
const refusedByKey = "23503";
const rounds = Number(process.env.REMIT_TENANT_ROUNDS ?? 1_000);

let database: TestDatabase;
let owner: Sql;
let a: Tenant;
let b: Tenant;
let tables: Table[];
/** Tables whose every row belongs to a workspace. */
let tenantTables: string[];

beforeAll(async () => {
  database = await testDatabase();
  process.env.REMIT_APP_DATABASE_URL = database.appUrl;
  process.env.REMIT_POOL_SIZE = "1";
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  [a, b] = [await writeTenant(owner, "tenant-a"), await writeTenant(owner, "tenant-b")];
  tables = await tablesOf(owner);
  tenantTables = tables
    .filter(({ name, ofWorkspace }) => ofWorkspace && name !== "outbox")
    .map(({ name }) => name);
});

afterAll(async () => {
  delete process.env.REMIT_POOL_SIZE;
  await closeDatabase();
  await owner.end();
  await database.drop();
});

const contextOf = ({ workspaceId, accountId }: Tenant): TenantContext => ({
  workspace: workspaceId,
  account: accountId,
});

/** Rows that the owner sees in a tenant's context: the positive control of every "sees none". */
async function rowsOf(tenant: Tenant, table: string): Promise<Record<string, unknown>[]> {
  return owner.begin(async (tx) => {
    await tx`select set_config('remit.workspace', ${tenant.workspaceId}, true)`;
    const rows = await tx<{ row: Record<string, unknown> }[]>`
      select to_jsonb(t) as row from ${tx(table)} t where workspace_id = ${tenant.workspaceId}`;
    return rows.map(({ row }) => row);
  });
}

/** SQLSTATE of what the application is refused in a context; "done" when it is not. */
async function outcome(
  context: TenantContext,
  statement: (tx: Transaction) => Promise<unknown>,
): Promise<string> {
  try {
    await inContext(context, async (tx) => {
      await statement(tx);
      throw new Error("undo");
    });
    return "done";
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error && "code" in cause
      ? String(cause.code)
      : cause instanceof Error && cause.message === "undo"
        ? "done"
        : "?";
  }
}

function insertRow(tx: Transaction, table: string, row: Record<string, unknown>) {
  const columns = sql.join(
    Object.keys(row).map((name) => sql.identifier(name)),
    sql`, `,
  );
  const name = sql.identifier(table);
  return tx.execute(sql`
    insert into ${name} (${columns}) select ${columns} from jsonb_populate_record(null::${name}, ${JSON.stringify(row)}::jsonb)`);
}

async function countIn(tx: Transaction, table: string, where = sql`true`): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from ${sql.identifier(table)} where ${where}`,
  );
  return row?.count ?? -1;
}

test("every table is known here, and the control sees rows of both tenants in each", async () => {
  const others = tables.map(({ name }) => name).filter((name) => !tenantTables.includes(name));
  expect(others).toEqual([
    "account_administrators",
    "accounts",
    "idempotent_outcomes",
    "one_time_codes",
    "outbox",
    "rate_limits",
    "sessions",
    "sign_in_links",
    "users",
    "workspaces",
  ]);
  for (const table of tenantTables) {
    expect((await rowsOf(a, table)).length, table).toBeGreaterThan(0);
    expect((await rowsOf(b, table)).length, table).toBeGreaterThan(0);
  }
});

test("without a context, nothing is seen anywhere", async () => {
  for (const { name } of tables) {
    const [may] =
      await applicationSql()`select has_table_privilege(current_user, ${name}, 'select') as select`;
    if (!may?.select) {
      expect(await outcome({}, (tx) => countIn(tx, name)), name).toBe(refusedByPolicy);
      continue;
    }
    expect(await inContext({}, (tx) => countIn(tx, name)), name).toBe(0);
    const empty = { user: "", account: "", workspace: "", email: "", token: "" };
    expect(await inContext(empty, (tx) => countIn(tx, name)), name).toBe(0);
  }
});

test("in the context of a workspace its own rows are seen, and none of another", async () => {
  for (const table of tenantTables) {
    const [own, foreign] = await inContext(contextOf(a), async (tx) => [
      await countIn(tx, table, sql`workspace_id = ${a.workspaceId}`),
      await countIn(tx, table, sql`workspace_id <> ${a.workspaceId}`),
    ]);
    expect([table, own]).toEqual([table, (await rowsOf(a, table)).length]);
    expect([table, foreign]).toEqual([table, 0]);
  }
  await inContext(contextOf(a), async (tx) => {
    expect(await tx.execute(sql`select slug from workspaces`)).toEqual([{ slug: a.slug }]);
    expect(await tx.execute(sql`select name from accounts`)).toEqual([{ name: a.slug }]);
    expect(await tx.execute(sql`select account_id from account_administrators`)).toEqual([
      { account_id: a.accountId },
    ]);
    expect(await tx.execute(sql`select email from users`)).toEqual([{ email: a.user.email }]);
  });
});

test("a person sees their own workspaces and memberships, and nothing else of them", async () => {
  await inContext({ user: a.user.id }, async (tx) => {
    const seen: string[] = [];
    for (const table of tenantTables) if ((await countIn(tx, table)) > 0) seen.push(table);
    expect(seen).toEqual(["active_periods", "memberships"]);
    expect(await tx.execute(sql`select slug from workspaces`)).toEqual([{ slug: a.slug }]);
    expect(await tx.execute(sql`select user_id from memberships`)).toEqual([{ user_id: a.user.id }]);
  });
});

test("the token of an invitation shows that invitation alone", async () => {
  await inContext({ token: b.invitationToken }, async (tx) => {
    expect(await tx.execute(sql`select token_hash from invitations`)).toEqual([
      { token_hash: b.invitationToken },
    ]);
    for (const table of tenantTables.filter((name) => name !== "invitations"))
      expect(await countIn(tx, table), table).toBe(0);
  });
});

describe("what another workspace owns cannot be written", () => {
  test("a row under its id is refused; the same row under one's own is not", async () => {
    for (const table of tenantTables) {
      const [foreign] = await rowsOf(b, table);
      const fresh = {
        ...foreign,
        id: uuidv7(),
        ...(table === "resources" ? { parent_id: b.workspaceId, kind: "project" } : {}),
      };
      if (table === "resources") Object.assign(fresh, { path: [b.workspaceId, fresh.id] });
      const insert = (context: TenantContext) => outcome(context, (tx) => insertRow(tx, table, fresh));
      expect([table, await insert(contextOf(a))]).toEqual([table, refusedByPolicy]);
      expect([table, await insert(contextOf(b))]).not.toEqual([table, refusedByPolicy]);
    }
  });

  test("its rows cannot be changed, and one's own cannot be moved there", async () => {
    const updatable = await owner<{ name: string }[]>`
      select name from unnest(${tenantTables}::text[]) as t(name) where has_table_privilege('remit_app', name, 'update')`;
    expect(updatable.length).toBeGreaterThan(5);
    for (const { name } of updatable) {
      const table = sql.identifier(name);
      const touched = await inContext(contextOf(a), (tx) =>
        tx.execute(
          sql`update ${table} set workspace_id = workspace_id where workspace_id = ${b.workspaceId} returning id`,
        ),
      );
      expect([name, touched.length]).toEqual([name, 0]);
      const move = await outcome(contextOf(a), (tx) =>
        tx.execute(
          sql`update ${table} set workspace_id = ${b.workspaceId} where workspace_id = ${a.workspaceId}`,
        ),
      );
      expect([name, move]).toEqual([name, refusedByPolicy]);
    }
  });

  test("no mail is written in its name", async () => {
    const mail = (workspaceId: string | null) => ({
      id: uuidv7(),
      workspace_id: workspaceId,
      kind: "welcome",
      recipient: "somebody@people.example",
      payload: {},
    });
    const insert = (workspaceId: string) =>
      outcome(contextOf(a), (tx) => insertRow(tx, "outbox", mail(workspaceId)));
    expect(await insert(b.workspaceId)).toBe(refusedByPolicy);
    expect(await insert(a.workspaceId)).toBe("done");
  });

  test("no reference leads into it", async () => {
    const references = await owner<{ table: string; column: string }[]>`
      select c.conrelid::regclass::text as "table", a.attname as "column"
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
      join pg_attribute w on w.attrelid = c.conrelid and w.attnum = c.conkey[1] and w.attname = 'workspace_id'
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace and cardinality(c.conkey) = 2
        and c.conparentid = 0 order by 1, 2`;
    expect(references.length).toBeGreaterThanOrEqual(14);
    for (const { table, column } of references) {
      const mine = (await rowsOf(a, table)).find((row) => row[column] !== null);
      const theirs = (await rowsOf(b, table)).find((row) => row[column] !== null);
      const row = { ...mine, id: uuidv7(), [column]: theirs?.[column] };
      if (table === "resources") Object.assign(row, { path: [a.workspaceId, row.id] });
      if (table === "role_revisions") Object.assign(row, { number: 99 });
      if (row.valid_to === null)
        Object.assign(row, { valid_to: new Date(Date.now() + 86_400_000).toISOString() });
      const code = await outcome(contextOf(a), async (tx) => {
        await insertRow(tx, table, row);
        await tx.execute(sql`set constraints all immediate`);
      });
      expect([table, column, code]).toEqual([table, column, refusedByKey]);
    }
  });
});

describe("one connection for everybody", () => {
  const seen = async (tx: Transaction): Promise<string[]> => {
    const rows = await tx.execute<{ workspace_id: string }>(sql`
      select workspace_id from memberships union select workspace_id from grants union select workspace_id from roles
      union select workspace_id from audit_events union select workspace_id from invitations`);
    return rows.map(({ workspace_id }) => workspace_id);
  };

  test(`alternating tenants ${rounds} times crosses nowhere, whether transactions commit or roll back`, async () => {
    let crossings = 0;
    let answered = 0;
    const round = async (i: number) => {
      const tenant = i % 2 === 0 ? a : b;
      await inContext(contextOf(tenant), async (tx) => {
        const there = await seen(tx);
        answered += 1;
        if (there.length !== 1 || there[0] !== tenant.workspaceId) crossings += 1;
        if (i % 5 === 0) throw new Error("roll back");
      }).catch((error) => {
        if (error.message !== "roll back") throw error;
      });
      if (i % 7 === 0) crossings += (await inContext({}, seen)).length;
    };
    for (let i = 0; i < rounds; i += 10)
      await Promise.all(Array.from({ length: 10 }, (_, k) => round(i + k)));
    expect(answered).toBeGreaterThanOrEqual(rounds);
    expect(crossings).toBe(0);
    const backends = await applicationSql()`select pg_backend_pid() as pid`;
    expect(backends.length).toBe(1);
  }, 300_000);

  test("a context ends with its transaction, committed or rolled back", async () => {
    const left = () =>
      applicationSql()`select coalesce(current_setting('remit.workspace', true), '') as workspace,
        coalesce(current_setting('remit.user', true), '') as "user"`;
    await inContext({ ...contextOf(a), user: a.user.id }, seen);
    expect(await left()).toEqual([{ workspace: "", user: "" }]);
    await inContext(contextOf(a), async () => {
      throw new Error("roll back");
    }).catch(() => {});
    expect(await left()).toEqual([{ workspace: "", user: "" }]);
    expect(await inContext({}, seen)).toEqual([]);
  });

  test("control: a context set for the session, as none is, would cross", async () => {
    const careless = postgres(database.appUrl, { max: 1, onnotice: () => {} });
    try {
      await careless.begin((tx) => tx`select set_config('remit.workspace', ${a.workspaceId}, false)`);
      expect(await careless`select distinct workspace_id from grants`).toEqual([
        { workspace_id: a.workspaceId },
      ]);
    } finally {
      await careless.end();
    }
  });
});
