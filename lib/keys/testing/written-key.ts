import type { Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { newSecret } from "@/lib/identity/key";

export type WrittenKey = { id: string; secret: string };

/** Writes a key as the command would have, or one that has ended, or one that was made for nothing. */
export async function writeKey(
  owner: Sql,
  {
    workspaceId,
    createdBy,
    ownedBy = createdBy,
  }: { workspaceId: string; createdBy: string; ownedBy?: string },
  {
    name = "Web shop",
    scopes = ["decision:read"],
    state = "live",
  }: { name?: string; scopes?: string[]; state?: "live" | "expired" | "revoked" } = {},
): Promise<WrittenKey> {
  const { secret, prefix, hash } = newSecret();
  const id = uuidv7();
  await owner.begin(async (tx) => {
    await tx`select set_config('remit.workspace', ${workspaceId}, true)`;
    await tx`
      insert into api_keys (workspace_id, id, name, prefix, secret_hash, scopes, created_by, owned_by, expires_at, revoked_at)
      values (${workspaceId}, ${id}, ${name}, ${prefix}, ${hash}, ${scopes}, ${createdBy}, ${ownedBy},
        ${state === "expired" ? tx`now() - interval '1 second'` : null}, ${state === "revoked" ? tx`now()` : null})`;
  });
  return { id, secret };
}
