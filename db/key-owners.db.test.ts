import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { expect, inject, test } from "vitest";
import { migrate } from "./migrate.ts";
import { inDatabase } from "./testing/server.ts";

/** The migrations as they were before one of them. */
function migrationsBefore(tag: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  cpSync("db/migrations", folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: { tag: string }[] };
  const index = journal.entries.findIndex((entry) => entry.tag === tag);
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, index) }));
  return folder;
}

test("a key that was made before keys had owners is owned by who made it, of every workspace", async () => {
  const { server, prefix } = inject("testRun");
  const name = `${prefix}_key_owners`;
  const administrator = postgres(server.administrator, { max: 1, onnotice: () => {} });
  const url = inDatabase(server.owner, name);
  const owner = postgres(server.owner, { max: 1, onnotice: () => {} });
  await owner.unsafe(`create database ${name}`);
  const before = migrationsBefore("0008_key_owners");
  try {
    await migrate(url, before);
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    const made: Record<string, string> = {};
    for (const slug of ["north", "south"]) {
      const [account, workspace, user, key] = Array.from({ length: 4 }, () => crypto.randomUUID()) as [
        string,
        string,
        string,
        string,
      ];
      await sql.begin(async (tx) => {
        await tx`insert into accounts (id, name) values (${account}, ${slug})`;
        await tx`insert into workspaces (id, account_id, name, slug) values (${workspace}, ${account}, ${slug}, ${slug})`;
        await tx`insert into users (id, email, name) values (${user}, ${`${slug}@keys.example`}, ${slug})`;
        await tx`select set_config('remit.workspace', ${workspace}, true)`;
        await tx`insert into api_keys (workspace_id, id, name, prefix, secret_hash, scopes, created_by)
          values (${workspace}, ${key}, ${slug}, 'remit_', ${slug}, '{decision:read}', ${user})`;
      });
      made[workspace] = user;
    }
    await migrate(url);
    for (const [workspace, user] of Object.entries(made))
      await sql.begin(async (tx) => {
        await tx`select set_config('remit.workspace', ${workspace}, true)`;
        const keys = await tx`select owned_by as "ownedBy" from api_keys where workspace_id = ${workspace}`;
        expect([...keys]).toEqual([{ ownedBy: user }]);
      });
    const [security] =
      await sql`select relforcerowsecurity as forced from pg_class where relname = 'api_keys'`;
    expect(security, "row security is in force again, for the owner too").toEqual({ forced: true });
    await sql.end();
  } finally {
    await owner.end();
    await administrator.unsafe(`drop database if exists ${name} with (force)`);
    await administrator.end();
    rmSync(before, { recursive: true });
  }
});
