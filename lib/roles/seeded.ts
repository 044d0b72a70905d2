import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { texts } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import type { RoleContents } from "@/lib/access/role";
import { systemRoles } from "@/lib/access/role";

export type NewRole = {
  key: string | null;
  kind: "system" | "custom" | "governance";
  name: string;
  description: string;
  contents: RoleContents;
  authorId: string | null;
};

/** Writes a role with its first revision and returns its id. `at`: ISO instant from which it holds, now unless given. */
export async function writeRole(
  tx: Transaction,
  workspaceId: string,
  role: NewRole,
  at?: string,
): Promise<string> {
  const id = uuidv7();
  const from = at ? sql`${at}::timestamptz` : sql`clock_timestamp()`;
  await tx.execute(sql`
    insert into roles (workspace_id, id, kind, key, name, description, created_at)
    values (${workspaceId}, ${id}, ${role.kind}, ${role.key}, ${role.name}, ${role.description}, ${from})`);
  await tx.execute(sql`
    insert into role_revisions (workspace_id, id, role_id, number, name, description, applications, permissions, author_id,
      valid_from)
    values (${workspaceId}, ${uuidv7()}, ${id}, 1, ${role.name}, ${role.description}, ${texts(role.contents.applications)}, ${texts(role.contents.permissions)},
      ${role.authorId}, ${from})`);
  return id;
}

/** Seeds the system and governance roles of a new workspace; returns their ids by key. */
export async function seedRoles(
  tx: Transaction,
  workspaceId: string,
  at?: string,
): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const { key, kind, name, description, contents } of systemRoles)
    ids[key] = await writeRole(
      tx,
      workspaceId,
      { key, kind, name, description, contents, authorId: null },
      at,
    );
  return ids;
}
