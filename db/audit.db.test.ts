import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Tenant, writeTenant } from "./testing/tenant";
import { type TestDatabase, testDatabase } from "./testing/test-database";

let database: TestDatabase;
let owner: Sql;
let app: Sql;
let tenant: Tenant;
let partitions: string[];

beforeAll(async () => {
  database = await testDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  app = postgres(database.appUrl, { max: 1, onnotice: () => {} });
  tenant = await writeTenant(owner, "audited");
  const found = await owner<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_events'::regclass order by 1`;
  partitions = found.map(({ name }) => name);
});

afterAll(async () => {
  await app.end();
  await owner.end();
  await database.drop();
});

/** What the server answers to a statement in the tenant's context: the error's text, or the number of rows. */
async function attempt(sql: Sql, statement: string): Promise<string | number> {
  try {
    return await sql.begin(async (tx) => {
      await tx`select set_config('remit.workspace', ${tenant.workspaceId}, true)`;
      return (await tx.unsafe(statement)).count;
    });
  } catch (error) {
    return error instanceof Error ? error.message : "?";
  }
}

const event = (at: string) => `
  insert into audit_events (workspace_id, at, id, actor_name, action, target_kind, target_label, request_id)
  values ('${tenant.workspaceId}', ${at}, '${uuidv7()}', 'A', 'member.deactivated', 'member', 'B', 'r')`;

test("events lie in the partition of their month, in UTC, and in the last one when there is none", async () => {
  expect(partitions.length).toBe(14 + 1 + 24 + 1);
  for (const at of ["now()", "now() - interval '3 months'", "'2001-01-01T00:00Z'::timestamptz"])
    expect(await attempt(owner, event(at))).toBe(1);
  const placed = await owner.begin(async (tx) => {
    await tx`select set_config('remit.workspace', ${tenant.workspaceId}, true)`;
    return tx<{ partition: string; month: string }[]>`
      select distinct tableoid::regclass::text as partition, to_char(at at time zone 'UTC', 'YYYY_MM') as month from audit_events`;
  });
  expect(placed.length).toBe(3);
  for (const { partition, month } of placed)
    expect(partition).toBe(month === "2001_01" ? "audit_events_elsewhen" : `audit_events_${month}`);
});

test("the application appends and reads, and does nothing else, to the table and to each partition", async () => {
  const forbidden = await owner<{ name: string; privilege: string }[]>`
    select name, privilege from unnest(${["audit_events", ...partitions]}::text[]) as t(name),
      unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as p(privilege)
    where has_table_privilege('remit_app', name, privilege) order by 1, 2`;
  expect([...forbidden]).toEqual([
    { name: "audit_events", privilege: "insert" },
    { name: "audit_events", privilege: "select" },
  ]);
  expect(await attempt(app, event("now()"))).toBe(1);
  for (const statement of [
    "update audit_events set action = 'member.reactivated'",
    "delete from audit_events",
    "truncate audit_events",
    `select 1 from ${partitions[0]}`,
  ])
    expect(await attempt(app, statement)).toMatch(/^permission denied/);
});

test("even the owner is refused: every row, the table, and each partition", async () => {
  const refusal = "the audit log is append-only";
  const full = await owner.begin(async (tx) => {
    await tx`select set_config('remit.workspace', ${tenant.workspaceId}, true)`;
    return tx<{ name: string }[]>`select distinct tableoid::regclass::text as name from audit_events`;
  });
  for (const { name } of [{ name: "audit_events" }, ...full]) {
    expect(await attempt(owner, `update ${name} set action = 'x'`)).toBe(refusal);
    expect(await attempt(owner, `delete from ${name}`)).toBe(refusal);
  }
  for (const name of ["audit_events", ...partitions])
    expect([name, await attempt(owner, `truncate ${name}`)]).toEqual([name, refusal]);
  expect(await attempt(owner, "select 1 from audit_events")).toBe(5);
});

test("partitions that are made later are guarded like the first", async () => {
  await owner`select ensure_audit_partitions(16, 26)`;
  const [later] = await owner<{ name: string }[]>`
    select 'audit_events_' || to_char(date_trunc('month', now() at time zone 'UTC') + interval '26 months', 'YYYY_MM') as name`;
  expect(await attempt(owner, `truncate ${later?.name}`)).toBe("the audit log is append-only");
  expect(await attempt(owner, event("now() + interval '26 months'"))).toBe(1);
  expect(await attempt(owner, `delete from ${later?.name}`)).toBe("the audit log is append-only");
});
