import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { migrate } from "../migrate.ts";
import { inDatabase, type TestServer } from "./server.ts";

const forgottenAfterSeconds = 6 * 60 * 60;

/**
 * Uses the server of DATABASE_URL, whose user must be allowed to make databases and roles. Remit's own roles are left as
 * they are on it: the tests log in as members of them, with users that are dropped at the end.
 */
export async function rentedServer(
  ownerUrl: string,
  prefix: string,
): Promise<{ server: TestServer; stop(): Promise<void> }> {
  const logins = { app: `${prefix}_app`, worker: `${prefix}_worker` };
  const password = randomBytes(18).toString("hex");
  const first = `${prefix}_roles`;
  await asOwner(ownerUrl, async (sql) => {
    await removeLeftovers(sql);
    await sql.unsafe(`create database ${first}`);
  });
  await migrate(inDatabase(ownerUrl, first));
  await asOwner(ownerUrl, async (sql) => {
    await sql.unsafe(`drop database ${first}`);
    await sql.unsafe(`create role ${logins.app} login password '${password}' in role remit_app`);
    await sql.unsafe(`create role ${logins.worker} login password '${password}' in role remit_worker`);
    await sql.unsafe(`grant ${logins.app}, ${logins.worker} to current_user`);
  });
  const login = (user: string) => {
    const url = new URL(ownerUrl);
    url.username = user;
    url.password = password;
    return url.href;
  };
  return {
    server: {
      owner: ownerUrl,
      administrator: ownerUrl,
      app: login(logins.app),
      worker: login(logins.worker),
    },
    stop: () =>
      asOwner(ownerUrl, async (sql) => {
        for (const role of Object.values(logins)) await sql.unsafe(`drop role if exists ${role}`);
      }),
  };
}

/** What a run left that was killed. Its name tells when it began; other runs may be going on now. */
async function removeLeftovers(sql: postgres.Sql): Promise<void> {
  const old = (name: string) =>
    Number(/^remit_test_(\d+)_/.exec(name)?.[1] ?? Infinity) < Date.now() / 1000 - forgottenAfterSeconds;
  const databases = await sql<{ name: string }[]>`select datname as name from pg_database`;
  for (const { name } of databases)
    if (old(name)) await sql.unsafe(`drop database if exists ${name} with (force)`);
  const roles = await sql<{ name: string }[]>`select rolname as name from pg_roles`;
  for (const { name } of roles) if (old(name)) await sql.unsafe(`drop role if exists ${name}`);
}

async function asOwner(url: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
