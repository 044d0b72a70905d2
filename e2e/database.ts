import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Transaction } from "@/db/client";
import { users } from "@/db/schema/users";
import { setContext } from "@/db/tenant";
import { writeSession } from "../scripts/builders/session.ts";
import { served } from "./served.ts";

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

/** Signs a person in, for journeys in which signing in is not the point. Returns the token of the session. */
export function signIn(email: string): Promise<string> {
  return asOwner(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.email, email));
    if (!user) throw new Error(`nobody has the address ${email}`);
    const userAgent = "Mozilla/5.0 Chrome/138.0.0.0 (X11; Linux)";
    return (await writeSession(tx, user.id, { userAgent })).token;
  });
}

/** How many events of an action the audit log of a workspace holds. */
export async function countEvents(slug: string, action: string): Promise<number> {
  const [row] = await asOwner(
    (tx) =>
      tx.execute<{ count: number }>(
        sql`select count(*)::int as count from audit_events where action = ${action}`,
      ),
    slug,
  );
  return row?.count ?? 0;
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
