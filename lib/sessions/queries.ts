import "server-only";
import { sql } from "drizzle-orm";
import { inContext } from "@/db/tenant";
import { hashOf } from "@/lib/doorway/secrets";
import { currentPerson } from "@/lib/doorway/session";
import { deviceName } from "./device";
import { Email, Token } from "./input";

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
      select id, user_agent as "userAgent", created_at::text as "startedAt", last_seen_at::text as "lastSeenAt" from sessions
      where user_id = ${person.userId} and ended_at is null and expires_at > now() order by last_seen_at desc, id limit 100`);
    return rows.map(({ userAgent, ...row }) => ({
      ...row,
      device: deviceName(userAgent),
      current: row.id === person.sessionId,
    }));
  });
}

export type LinkLanding = { email: string; name: string; device: string; askedAt: string; expiresAt: string };

/** What the landing page of a sign-in link shows, or null when the link is used, expired or unknown: it names nobody then. */
export async function linkLanding(token: unknown, email: unknown): Promise<LinkLanding | null> {
  const [parsedToken, parsedEmail] = [Token.safeParse(token), Email.safeParse(email)];
  if (!parsedToken.success || !parsedEmail.success) return null;
  return inContext({ token: hashOf(parsedToken.data), email: parsedEmail.data }, async (tx) => {
    const [row] = await tx.execute<LinkLanding>(sql`
      select l.email, u.name, l.device, l.created_at::text as "askedAt", l.expires_at::text as "expiresAt"
      from sign_in_links l join users u on u.email = l.email and u.disabled_at is null
      where l.token_hash = ${hashOf(parsedToken.data)} and l.email = ${parsedEmail.data} and l.expires_at > now()`);
    return row ?? null;
  });
}
