import "server-only";
import { sql } from "drizzle-orm";
import { iso } from "@/db/dated";
import { inContext, setContext } from "@/db/tenant";
import { Email } from "@/lib/fields/input";
import { hashOf } from "@/lib/identity/secrets";
import { currentPerson } from "@/lib/identity/session";
import { deviceName } from "./device";
import { Token } from "./input";

export type OwnSession = {
  id: string;
  device: string;
  startedAt: string;
  lastSeenAt: string;
  current: boolean;
};

/** The sessions in force of the person who asks, the newest first; null when nobody is signed in. */
export async function ownSessions(): Promise<OwnSession[] | null> {
  const person = await currentPerson();
  if (!person) return null;
  return inContext({ user: person.userId }, async (tx) => {
    const rows = await tx.execute<{
      id: string;
      userAgent: string;
      startedAt: string;
      lastSeenAt: string;
    }>(sql`
      select id, user_agent as "userAgent", ${iso(sql`created_at`)} as "startedAt",
        ${iso(sql`last_seen_at`)} as "lastSeenAt"
      from sessions
      where user_id = ${person.userId} and ended_at is null and expires_at > now() order by last_seen_at desc, id limit 100`);
    return rows.map(({ userAgent, ...row }) => ({
      ...row,
      device: deviceName(userAgent),
      current: row.id === person.sessionId,
    }));
  });
}

export type LinkLanding = {
  email: string;
  name: string;
  device: string;
  askedAt: string;
  expiresAt: string;
  now: string;
  /** The name of the workspace that opens first, or null. */
  opens: string | null;
};

/**
 * What the landing page of a sign-in link shows, or null when the link is used, expired or unknown: it names nobody
 * then. Changes nothing.
 */
export async function linkLanding(token: unknown, email: unknown): Promise<LinkLanding | null> {
  const [parsedToken, parsedEmail] = [Token.safeParse(token), Email.safeParse(email)];
  if (!parsedToken.success || !parsedEmail.success) return null;
  const hash = hashOf(parsedToken.data);
  return inContext({ token: hash, email: parsedEmail.data }, async (tx) => {
    const [row] = await tx.execute<Omit<LinkLanding, "opens"> & { userId: string }>(sql`
      select l.email, u.id as "userId", u.name, l.device, ${iso(sql`l.created_at`)} as "askedAt",
        ${iso(sql`l.expires_at`)} as "expiresAt", ${iso(sql`clock_timestamp()`)} as now
      from sign_in_links l join users u on u.email = l.email and u.disabled_at is null
      where l.token_hash = ${hash} and l.email = ${parsedEmail.data} and l.expires_at > clock_timestamp()`);
    if (!row) return null;
    const { userId, ...landing } = row;
    await setContext(tx, { user: userId });
    const [first] = await tx.execute<{ name: string }>(sql`
      select w.name from workspaces w join memberships m on m.workspace_id = w.id and m.ended_at is null
      where m.user_id = ${userId} and w.archived_at is null order by lower(w.name) limit 1`);
    return { ...landing, opens: first?.name ?? null };
  });
}
