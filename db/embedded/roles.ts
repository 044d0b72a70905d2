import postgres from "postgres";
import type { Cluster } from "./cluster.ts";

export type Passwords = { superuser: string; owner: string; app: string; worker: string };
export type DatabaseUrls = { owner: string; app: string; worker: string };

/**
 * Puts Remit's three roles with these passwords into an embedded cluster, and makes the database when it is missing.
 * None of them is a superuser and none passes by row-level security, as on a server one rents.
 */
export async function prepareDatabase(
  cluster: Cluster,
  passwords: Passwords,
  database: string,
): Promise<DatabaseUrls> {
  const sql = postgres(cluster.url("postgres", passwords.superuser, "postgres"), {
    max: 1,
    onnotice: () => {},
  });
  try {
    const roles = [
      { name: "remit_app", password: passwords.app, may: "" },
      { name: "remit_worker", password: passwords.worker, may: "" },
      { name: "remit_owner", password: passwords.owner, may: "createrole createdb" },
    ];
    for (const { name, password, may } of roles) {
      const [there] = await sql`select 1 from pg_roles where rolname = ${name}`;
      const verb = there ? "alter" : "create";
      await sql.unsafe(
        `${verb} role ${name} with login nosuperuser nobypassrls ${may} password '${password}'`,
      );
    }
    await sql`grant remit_app, remit_worker to remit_owner with admin true, inherit false, set true`;
    const [there] = await sql`select 1 from pg_database where datname = ${database}`;
    if (!there) await sql.unsafe(`create database "${database}" owner remit_owner`);
  } finally {
    await sql.end();
  }
  return {
    owner: cluster.url("remit_owner", passwords.owner, database),
    app: cluster.url("remit_app", passwords.app, database),
    worker: cluster.url("remit_worker", passwords.worker, database),
  };
}
