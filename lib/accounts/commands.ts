import "server-only";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { present } from "@/db/dated";
import { accountAdministrators, accounts, workspaces } from "@/db/schema/accounts";
import { resources } from "@/db/schema/grants";
import { setContext } from "@/db/tenant";
import { seedRoles } from "@/lib/roles/seeded";

export type NewWorkspace = { accountId: string; slug: string; name: string; timeZone?: string; at?: string };

/** Writes a workspace: its row, its root resource and its seeded roles (ids by key). Sets the tenant context to it. */
export async function foundWorkspace(
  tx: Transaction,
  { accountId, slug, name, timeZone = "UTC", at }: NewWorkspace,
): Promise<{ id: string; roles: Record<string, string> }> {
  const id = uuidv7();
  const createdAt = at ?? present;
  await setContext(tx, { account: accountId, workspace: id });
  await tx.insert(workspaces).values({ id, accountId, slug, name, timeZone, createdAt });
  await tx.insert(resources).values({ workspaceId: id, id, kind: "workspace", name, path: [id], createdAt });
  return { id, roles: await seedRoles(tx, id, at) };
}

/** Writes an account and returns its id. */
export async function foundAccount(tx: Transaction, name: string): Promise<string> {
  const id = uuidv7();
  await tx.insert(accounts).values({ id, name });
  return id;
}

/** Makes a user an administrator of an account, without end. `at`: ISO instant, now unless given. */
export async function nameAdministrator(
  tx: Transaction,
  accountId: string,
  userId: string,
  at?: string,
): Promise<void> {
  await tx
    .insert(accountAdministrators)
    .values({ accountId, id: uuidv7(), userId, validFrom: at ?? present });
}
