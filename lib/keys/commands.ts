import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { iso } from "@/db/dated";
import { command } from "@/lib/doorway/command";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import { newSecret } from "@/lib/identity/key";
import type { KeyScope } from "@/lib/identity/key-scopes";
import { keyEvents } from "./events";
import { CreateKey, RevokeKey } from "./input";

export type NewKey = {
  id: string;
  name: string;
  /** Told once, to whoever made the key; null when the same form is sent again. */
  secret: string | null;
  /** Id of the audit event. */
  event: string;
};

const scopes: KeyScope[] = ["decision:read"];

/** Makes a key with which another system may ask for decisions of this workspace. */
export const createKey = command({
  name: "keys.create",
  permission: "general:manage-api-key",
  input: CreateKey,
  fresh: async () => true,
  kept: (value: NewKey) => ({ ...value, secret: null }),
  run: async ({ tx, workspace, actor, audit }, { name, lifetime }): Promise<NewKey> => {
    const { secret, prefix, hash } = newSecret();
    const id = uuidv7();
    const end = lifetime === "never" ? sql`null` : sql`now() + make_interval(days => ${Number(lifetime)})`;
    const [row] = await tx.execute<{ expiresAt: string | null }>(sql`
      insert into api_keys (workspace_id, id, name, prefix, secret_hash, scopes, created_by, expires_at)
      values (${workspace.id}, ${id}, ${name}, ${prefix}, ${hash}, ${`{${scopes.join(",")}}`}::text[], ${actor.userId}, ${end})
      returning ${iso(sql`expires_at`)} as "expiresAt"`);
    const event = await audit(
      keyEvents.created({
        target: { kind: "api-key", id, label: name },
        after: { prefix, scopes, expiresAt: row?.expiresAt ?? null },
      }),
    );
    return { id, name, secret, event };
  },
});

/** Ends a key: it opens nothing from the next request on. */
export const revokeKey = command({
  name: "keys.revoke",
  permission: "general:manage-api-key",
  input: RevokeKey,
  run: async ({ tx, workspace, actor, audit }, { keyId }) => {
    const [key] = await tx.execute<{ name: string; prefix: string; revoked: boolean }>(sql`
      select name, prefix, revoked_at is not null as revoked from api_keys
      where workspace_id = ${workspace.id} and id = ${keyId}`);
    if (!key) throw notFound();
    if (key.revoked) throw new Refusal("conflict", `${key.name} was revoked already.`);
    await tx.execute(sql`
      update api_keys set revoked_at = clock_timestamp(), revoked_by = ${actor.userId}
      where workspace_id = ${workspace.id} and id = ${keyId}`);
    const event = await audit(
      keyEvents.revoked({
        target: { kind: "api-key", id: keyId, label: key.name },
        before: { prefix: key.prefix },
      }),
    );
    return { name: key.name, event };
  },
});
