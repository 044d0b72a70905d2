import "server-only";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { cookies } from "next/headers";
import { cache } from "react";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { prepared } from "@/db/prepared";
import { sessions, users } from "@/db/schema/users";
import { contextFrom, inContext, inWiderContext } from "@/db/tenant";
import type { Person } from "./actor";
import { hashOf, newToken } from "./secrets";

export const sessionCookie = "__Host-remit-session";
/** Seconds a session lives; it is not prolonged by use. */
export const sessionSeconds = 12 * 60 * 60;
/** Seconds for which a proof of identity (sign-in or mailed code) counts as fresh. */
const proofSeconds = 15 * 60;

export const sessionCookieOptions = { httpOnly: true, sameSite: "lax", path: "/", secure: true } as const;

/** The session's token in the cookie of the request at hand. */
export async function sessionToken(): Promise<string | null> {
  return (await cookies()).get(sessionCookie)?.value ?? null;
}

/** The person behind the request's cookie, or null: compared with the database at each request. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const token = await sessionToken();
  return token ? personOf(token) : null;
});

/** The person whose session has this token, or null when it ended, expired, or its user is disabled. */
export function personOf(token: string): Promise<Person | null> {
  return inContext({}, (tx) => enterAs(tx, token));
}

/** The same in a running transaction, whose context names that person from then on. */
export async function enterAs(tx: Transaction, token: string): Promise<Person | null> {
  const hash = hashOf(token);
  const [session] = await inWiderContext(tx, { token: hash }, () =>
    prepared<{ sessionId: string; userId: string; proofIsFresh: boolean; idle: boolean }>(
      tx,
      sql`
      select ${contextFrom({ user: sessions.userId, token: sql`''` })}, ${sessions.id} as "sessionId",
        ${sessions.userId} as "userId", ${sessions.lastSeenAt} < now() - interval '1 minute' as idle,
        ${sessions.provedAt} > now() - make_interval(secs => ${proofSeconds}) as "proofIsFresh"
      from ${sessions}
      where ${sessions.tokenHash} = ${hash} and ${sessions.endedAt} is null and ${sessions.expiresAt} > now()`,
    ),
  );
  if (!session) return null;
  const { userId, sessionId, proofIsFresh, idle } = session;
  const [user] = await prepared<{ name: string; email: string }>(
    tx,
    sql`select ${users.name}, ${users.email} from ${users} where ${users.id} = ${userId} and ${users.disabledAt} is null`,
  );
  if (!user) return null;
  if (idle) await tx.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, sessionId));
  return { kind: "person", userId, sessionId, proofIsFresh, ...user };
}

/** How long a session still lasts, in microseconds; null when it has ended. The context must name its user. */
export async function sessionLeft(tx: Transaction, sessionId: string): Promise<number | null> {
  const left = sql<string>`micros(${sessions.expiresAt}) - micros(clock_timestamp())`;
  const [row] = await tx
    .select({ left })
    .from(sessions)
    .where(
      and(
        eq(sessions.id, sessionId),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, sql`clock_timestamp()`),
      ),
    );
  return row ? Number(row.left) : null;
}

export type NewSession = { id: string; token: string; expires: Date };

/** Starts a session for a user who has just proved who they are. The context must name the user. */
export async function startSession(tx: Transaction, userId: string, userAgent: string): Promise<NewSession> {
  const session = { id: uuidv7(), token: newToken() };
  const [row] = await tx
    .insert(sessions)
    .values({
      id: session.id,
      tokenHash: hashOf(session.token),
      userId,
      expiresAt: sql`now() + make_interval(secs => ${sessionSeconds})`,
      userAgent,
    })
    .returning({
      expires: sql<string>`to_char(${sessions.expiresAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
    });
  if (!row) throw new Error("the session was not stored");
  return { ...session, expires: new Date(row.expires) };
}

/** Hands the session to the browser. */
export async function setSessionCookie(session: Pick<NewSession, "token" | "expires">): Promise<void> {
  (await cookies()).set(sessionCookie, session.token, { ...sessionCookieOptions, expires: session.expires });
}

export async function clearSessionCookie(): Promise<void> {
  (await cookies()).set(sessionCookie, "", { ...sessionCookieOptions, maxAge: 0 });
}
