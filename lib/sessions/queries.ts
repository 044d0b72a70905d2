import "server-only";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { iso, present } from "@/db/dated";
import { workspaces } from "@/db/schema/accounts";
import { memberships } from "@/db/schema/members";
import { isInForce, sessions, signInLinks, users } from "@/db/schema/users";
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
    const rows = await tx
      .select({
        id: sessions.id,
        userAgent: sessions.userAgent,
        startedAt: iso(sessions.createdAt),
        lastSeenAt: iso(sessions.lastSeenAt),
      })
      .from(sessions)
      .where(and(eq(sessions.userId, person.userId), isInForce(sessions)))
      .orderBy(desc(sessions.lastSeenAt), sessions.id)
      .limit(100);
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
    const [row] = await tx
      .select({
        email: signInLinks.email,
        userId: users.id,
        name: users.name,
        device: signInLinks.device,
        askedAt: iso(signInLinks.createdAt),
        expiresAt: iso(signInLinks.expiresAt),
        now: iso(present),
      })
      .from(signInLinks)
      .innerJoin(users, and(eq(users.email, signInLinks.email), isNull(users.disabledAt)))
      .where(
        and(
          eq(signInLinks.tokenHash, hash),
          eq(signInLinks.email, parsedEmail.data),
          gt(signInLinks.expiresAt, present),
        ),
      );
    if (!row) return null;
    const { userId, ...landing } = row;
    await setContext(tx, { user: userId });
    const [first] = await tx
      .select({ name: workspaces.name })
      .from(workspaces)
      .innerJoin(memberships, and(eq(memberships.workspaceId, workspaces.id), isNull(memberships.endedAt)))
      .where(and(eq(memberships.userId, userId), isNull(workspaces.archivedAt)))
      .orderBy(sql`lower(${workspaces.name})`)
      .limit(1);
    return { ...landing, opens: first?.name ?? null };
  });
}
