import { createHash, randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Transaction } from "@/db/client";
import { setContext } from "@/db/tenant";
import { served } from "./served.ts";

const sha256 = (token: string) => createHash("sha256").update(token).digest("hex");

/** Works in the demo's database as its owner; row-level security binds it to the workspace of this slug, if any. */
export async function asOwner<T>(work: (tx: Transaction) => Promise<T>, slug?: string): Promise<T> {
  const client = postgres(served().databases.owner, { max: 1, onnotice: () => {} });
  try {
    return await drizzle(client).transaction(async (tx) => {
      if (slug) {
        const [workspace] = await tx.execute<{ id: string; account: string }>(
          sql`select id, account_id as account from workspaces where slug = ${slug}`,
        );
        if (!workspace) throw new Error(`no workspace ${slug}`);
        await setContext(tx, { workspace: workspace.id, account: workspace.account });
      }
      return work(tx);
    });
  } finally {
    await client.end();
  }
}

/** Writes a session for a person, for journeys in which signing in is not the point. Returns its token. */
export async function writeSession(email: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await asOwner((tx) =>
    tx.execute(sql`
      insert into sessions (id, token_hash, user_id, expires_at, user_agent)
      select ${randomUUID()}, ${sha256(token)}, id, now() + interval '12 hours', 'Mozilla/5.0 Chrome/138.0.0.0 (X11; Linux)'
      from users where email = ${email}`),
  );
  return token;
}

/** Makes the proof of every session of a person an hour old, as if they had signed in then. */
export async function ageProof(email: string): Promise<void> {
  await asOwner((tx) =>
    tx.execute(sql`
      update sessions set proved_at = now() - interval '1 hour'
      where user_id = (select id from users where email = ${email})`),
  );
}

/** Lets the live invitation of an address expire a minute ago. */
export async function expireInvitation(slug: string, email: string): Promise<void> {
  await asOwner(
    (tx) =>
      tx.execute(sql`
        update invitations set sent_at = now() - interval '24 hours 1 minute', expires_at = now() - interval '1 minute'
        where email = ${email} and accepted_at is null and removed_at is null`),
    slug,
  );
}

/** Ends the active period of a member, as a deactivation does. */
export async function deactivate(slug: string, membershipId: string): Promise<void> {
  await asOwner(
    (tx) =>
      tx.execute(sql`
        update active_periods set valid_to = now() where membership_id = ${membershipId} and valid_to is null`),
    slug,
  );
}

/** Ends a membership for good, as revoking does, without its grants. */
export async function remove(slug: string, membershipId: string): Promise<void> {
  await deactivate(slug, membershipId);
  await asOwner(
    (tx) => tx.execute(sql`update memberships set ended_at = now() where id = ${membershipId}`),
    slug,
  );
}
