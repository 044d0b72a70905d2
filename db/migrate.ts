import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const serverRoles = ["remit_app", "remit_worker"] as const;

/** How long the application waits for a lock, a statement of it lasts, and a transaction of it may stand idle. */
const patience = {
  lock_timeout: "10s",
  statement_timeout: "30s",
  idle_in_transaction_session_timeout: "30s",
};

/**
 * Brings a database to the present schema; safe to call at every start and from several processes at once.
 * @param ownerUrl connection of the owner: it needs CREATEROLE only while `remit_app` and `remit_worker` do not exist.
 * @throws Error with one sentence when the server is too old or a role is missing and may not be created.
 */
export async function migrate(
  ownerUrl: string,
  migrationsFolder = path.resolve("db/migrations"),
): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [server] = await sql<
      { version: number }[]
    >`select current_setting('server_version_num')::int as version`;
    if ((server?.version ?? 0) < 150000)
      throw new Error("Remit needs PostgreSQL 15 or newer: upgrade the server of DATABASE_URL.");
    for (const name of Object.keys(patience)) await sql.unsafe(`set ${name} = 0`);
    await sql`select pg_advisory_lock(hashtextextended('remit-migrations', 0))`;
    for (const role of serverRoles) await ensureRole(sql, role);
    await sql.unsafe(`
      do $$ begin
        execute format('grant connect, create on database %I to remit_worker', current_database());
        execute format('grant connect on database %I to remit_app', current_database());
      end $$`);
    await applyMigrations(drizzle(sql), { migrationsFolder });
    await sql`select ensure_audit_partitions(14, 24)`;
    await limitWaiting(sql);
  } finally {
    await sql.end();
  }
}

async function ensureRole(sql: postgres.Sql, role: string) {
  const [existing] = await sql`select 1 from pg_roles where rolname = ${role}`;
  if (existing) return;
  try {
    await sql.unsafe(`create role ${role} nologin`);
  } catch (error) {
    throw new Error(
      `The role ${role} is missing and DATABASE_URL may not create it: run "create role ${role}" as an administrator.`,
      { cause: error },
    );
  }
}

/**
 * Gives the application's role, and whoever logs in as a member of it, the time-outs that they do not have yet. Where the
 * owner may not change a role, the database itself gets them, which every login to it then has.
 */
async function limitWaiting(sql: postgres.Sql) {
  const logins = await sql<{ name: string; settings: string[] }[]>`
    select rolname as name, coalesce(rolconfig, '{}') as settings from pg_roles
    where rolname = 'remit_app' or (not rolsuper and rolname <> current_user and oid in (
      select member from pg_auth_members where roleid = 'remit_app'::regrole))`;
  for (const { name, settings } of logins)
    for (const [setting, value] of Object.entries(patience)) {
      if (settings.some((held) => held.startsWith(`${setting}=`))) continue;
      await sql.unsafe(`
        do $$ begin
          execute format('alter role %I set ${setting} = %L', '${name.replaceAll("'", "''")}', '${value}');
        exception when insufficient_privilege then
          execute format('alter database %I set ${setting} = %L', current_database(), '${value}');
        end $$`);
    }
}
