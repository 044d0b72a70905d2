import "server-only";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { present } from "@/db/dated";
import { roleRevisions, roles } from "@/db/schema/roles";
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
  { kind, key, name, description, contents, authorId }: NewRole,
  at?: string,
): Promise<string> {
  const id = uuidv7();
  await tx.insert(roles).values({ workspaceId, id, kind, key, name, description, createdAt: at ?? present });
  await tx.insert(roleRevisions).values({
    workspaceId,
    id: uuidv7(),
    roleId: id,
    number: 1,
    name,
    description,
    ...contents,
    authorId,
    validFrom: at ?? present,
  });
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
