import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Table, tablesOf } from "./testing/tables";
import { type TestDatabase, testDatabase } from "./testing/test-database";

/** Tables that name a workspace without belonging to one. */
const notOfWorkspace = ["outbox"]; // a queue: the worker reads it across workspaces, a mail may belong to none
/** Unique keys that do not begin with the workspace. */
const uniqueEverywhere = ["invitations_token", "api_keys_secret"]; // looked up before the workspace is known

let database: TestDatabase;
let owner: Sql;
let tables: Table[];

beforeAll(async () => {
  database = await testDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  tables = await tablesOf(owner);
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

const tenantTables = () =>
  tables
    .filter(({ name, ofWorkspace }) => ofWorkspace && !notOfWorkspace.includes(name))
    .map(({ name }) => name);

describe("what belongs to a workspace", () => {
  test("there are tables of workspaces", () => {
    expect(tenantTables().length).toBeGreaterThanOrEqual(12);
    expect(tenantTables()).toContain("grants");
    expect(tenantTables()).toContain("audit_events");
  });

  test("has the workspace first in its primary key and in every unique key", async () => {
    const keys = await owner<{ table: string; index: string; primary: boolean; first: string | null }[]>`
      select t.relname as "table", c.relname as "index", i.indisprimary as "primary", a.attname as first
      from pg_index i
      join pg_class t on t.oid = i.indrelid and t.relnamespace = 'public'::regnamespace and not t.relispartition
      join pg_class c on c.oid = i.indexrelid
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where i.indisunique`;
    const ofTenants = keys.filter(({ table }) => tenantTables().includes(table));
    for (const table of tenantTables())
      expect(ofTenants.filter((key) => key.table === table && key.primary).length, table).toBe(1);
    const others = ofTenants.filter(({ first }) => first !== "workspace_id").map(({ index }) => index);
    expect(others.toSorted()).toEqual(uniqueEverywhere.toSorted());
  });

  test("refers to other such tables by workspace and id", async () => {
    const keys = await owner<{ name: string; target: string; columns: string[]; targets: string[] }[]>`
      select c.conname as name, f.relname as target,
        (select array_agg(a.attname::text order by k.n) from unnest(c.conkey) with ordinality as k(attnum, n)
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum) as columns,
        (select array_agg(a.attname::text order by k.n) from unnest(c.confkey) with ordinality as k(attnum, n)
          join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum) as targets
      from pg_constraint c join pg_class f on f.oid = c.confrelid
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conparentid = 0`;
    const inside = keys.filter(({ target }) => tenantTables().includes(target));
    expect(inside.length).toBeGreaterThanOrEqual(14);
    for (const { name, columns, targets } of inside) {
      expect([name, columns[0], targets[0]]).toEqual([name, "workspace_id", "workspace_id"]);
      expect(columns.length, name).toBeGreaterThan(1);
    }
  });

  test("refers by a key wherever it names something, but where the past must outlive it", async () => {
    const unkept = await owner<{ column: string }[]>`
      select c.relname || '.' || a.attname as "column" from pg_attribute a
      join pg_class c on c.oid = a.attrelid and c.relname = any(${tenantTables()})
      where a.attnum > 0 and not a.attisdropped and a.attname ~ '_id$' and a.atttypid = 'uuid'::regtype and not exists (
        select 1 from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'f' and a.attnum = any(k.conkey))
      order by 1`;
    expect(unkept.map(({ column }) => column)).toEqual([
      "audit_events.actor_id",
      "audit_events.resource_id",
      "audit_events.session_id",
      "audit_events.target_id",
      "audit_events.workspace_id",
      "grants.source_id", // an invitation or a request
    ]);
  });

  test("may not be without its workspace", async () => {
    const optional = await owner<{ name: string }[]>`
      select attrelid::regclass::text as name from pg_attribute
      where attname = 'workspace_id' and not attnotnull and attrelid::regclass::text = any(${tenantTables()})`;
    expect([...optional]).toEqual([]);
  });
});

test("every table has forced row-level security and a policy, but the counters that are nobody's", () => {
  const open = tables.filter(
    ({ rowSecurity, forced, policies }) => !rowSecurity || !forced || policies === 0,
  );
  expect(open.map(({ name }) => name)).toEqual(["rate_limits"]); // keys are hashes of limit and subject
});

test("policies ask the context; only the owner's and the worker's are open", async () => {
  const open = await owner<{ table: string; roles: string }[]>`
    select distinct tablename as "table", array_to_string(roles, ',') as roles from pg_policies
    where schemaname = 'public' and (qual = 'true' or with_check = 'true') and 'remit_app' = any(roles)`;
  expect([...open]).toEqual([]);
  const worker = await owner<{ table: string; policy: string }[]>`
    select tablename as "table", policyname as policy from pg_policies where 'remit_worker' = any(roles) order by 1`;
  expect([...worker]).toEqual([
    { table: "outbox", policy: "deliver" },
    { table: "users", policy: "recipients" },
  ]);
});

describe("the server's roles", () => {
  test("are no superusers, pass by no policy, own nothing, are members of nothing", async () => {
    const roles = await owner<Record<string, unknown>[]>`
      select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        (select count(*)::int from pg_class where relowner = r.oid and relnamespace = 'public'::regnamespace) as owned,
        (select count(*)::int from pg_auth_members where member = r.oid) as memberships
      from pg_roles r where rolname in ('remit_app', 'remit_worker') order by 1`;
    const harmless = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      owned: 0,
      memberships: 0,
    };
    expect([...roles]).toEqual([
      { rolname: "remit_app", ...harmless },
      { rolname: "remit_worker", ...harmless },
    ]);
  });

  test("run nothing with another's rights, but narrow functions: due reviews, the newest link, counted denials", async () => {
    const definers = await owner<{ name: string }[]>`
      select proname as name, proconfig as settings,
        has_function_privilege('remit_app', oid, 'execute') as app,
        has_function_privilege('remit_worker', oid, 'execute') as worker,
        has_function_privilege('public', oid, 'execute') as public
      from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`;
    const settings = ["search_path=pg_catalog, public, pg_temp"];
    const narrow = { settings, app: false, worker: false, public: false };
    expect([...definers]).toEqual([
      { ...narrow, name: "mark_due_reviews", worker: true },
      { ...narrow, name: "prolong_newest_link", app: true },
      { ...narrow, name: "tell_repeated_denials", worker: true },
    ]);
    const [may] = await owner`
      select has_function_privilege('remit_app', 'ensure_audit_partitions(int, int)', 'execute') as partitions,
        has_schema_privilege('remit_app', 'public', 'create') as tables`;
    expect(may).toEqual({ partitions: false, tables: false });
  });

  test("the worker reads of people what delivery needs, and nothing of workspaces", async () => {
    const readable = await owner<{ name: string }[]>`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
        and has_any_column_privilege('remit_worker', c.oid, 'select, insert, update') order by 1`;
    expect(readable.map(({ name }) => name)).toEqual(["outbox", "users"]);
    const [name] = await owner`select has_column_privilege('remit_worker', 'users', 'name', 'select') as may`;
    expect(name).toEqual({ may: false });
  });
});
