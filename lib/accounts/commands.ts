import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { setContext } from "@/db/tenant";
import { seedRoles } from "@/lib/roles/seeded";

export type NewWorkspace = { accountId: string; slug: string; name: string; timeZone?: string; at?: string };

/** Writes a workspace: its row, its root resource and its seeded roles (ids by key). Sets the tenant context to it. */
export async function foundWorkspace(
  tx: Transaction,
  { accountId, slug, name, timeZone = "UTC", at }: NewWorkspace,
): Promise<{ id: string; roles: Record<string, string> }> {
  const id = uuidv7();
  const from = at ? sql`${at}::timestamptz` : sql`clock_timestamp()`;
  await setContext(tx, { account: accountId, workspace: id });
  await tx.execute(sql`
    insert into workspaces (id, account_id, slug, name, time_zone, created_at)
    values (${id}, ${accountId}, ${slug}, ${name}, ${timeZone}, ${from})`);
  await tx.execute(sql`
    insert into resources (workspace_id, id, kind, name, parent_id, path, created_at)
    values (${id}, ${id}, 'workspace', ${name}, null, array[${id}::uuid], ${from})`);
  return { id, roles: await seedRoles(tx, id, at) };
}

/** Writes an account and returns its id. */
export async function foundAccount(tx: Transaction, name: string): Promise<string> {
  const id = uuidv7();
  await tx.execute(sql`insert into accounts (id, name) values (${id}, ${name})`);
  return id;
}

/** Makes a user an administrator of an account, without end. `at`: ISO instant, now unless given. */
export async function nameAdministrator(
  tx: Transaction,
  accountId: string,
  userId: string,
  at?: string,
): Promise<void> {
  await tx.execute(sql`
    insert into account_administrators (account_id, id, user_id, valid_from)
    values (${accountId}, ${uuidv7()}, ${userId}, ${at ? sql`${at}::timestamptz` : sql`clock_timestamp()`})`);
}
