import "server-only";
import { sql } from "drizzle-orm";
import { cookies } from "next/headers";
import { cache } from "react";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { prepared } from "@/db/prepared";
import { inContext, inWiderContext } from "@/db/tenant";
import { hashOf, newToken } from "./secrets";

export const sessionCookie = "__Host-remit-session";
/** Seconds a session lives; it is not prolonged by use. */
export const sessionSeconds = 12 * 60 * 60;
/** Seconds for which a proof of identity (sign-in or mailed code) counts as fresh. */
const proofSeconds = 15 * 60;

export const sessionCookieOptions = { httpOnly: true, sameSite: "lax", path: "/", secure: true } as const;

/** Who asks: a person with a session that is in force. */
export type Person = {
  userId: string;
  name: string;
  email: string;
  sessionId: string;
  /** Whether the last proof of identity is younger than {@link proofSeconds}, by the database's clock. */
  proofIsFresh: boolean;
};

/** The person behind the request's cookie, or null: compared with the database at each request. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const token = (await cookies()).get(sessionCookie)?.value;
  return token ? personOf(token) : null;
});

/** The person whose session has this token, or null when it ended, expired, or its user is disabled. */
export async function personOf(token: string): Promise<Person | null> {
  return inContext({ token: hashOf(token) }, async (tx) => {
    const [session] = await prepared<{ id: string; user_id: string; fresh: boolean; idle: boolean }>(
      tx,
      sql`
      select id, user_id, proved_at > now() - make_interval(secs => ${proofSeconds}) as fresh,
        last_seen_at < now() - interval '1 minute' as idle
      from sessions where token_hash = ${hashOf(token)} and ended_at is null and expires_at > now()`,
    );
    if (!session) return null;
    const [user] = await inWiderContext(tx, { user: session.user_id }, () =>
      prepared<{ name: string; email: string }>(
        tx,
        sql`select name, email from users where id = ${session.user_id} and disabled_at is null`,
      ),
    );
    if (!user) return null;
    if (session.idle)
      await tx.execute(sql`update sessions set last_seen_at = now() where id = ${session.id}`);
    return { userId: session.user_id, sessionId: session.id, proofIsFresh: session.fresh, ...user };
  });
}

export type NewSession = { id: string; token: string; expires: Date };

/** Starts a session for a user who has just proved who they are. The context must name the user. */
export async function startSession(tx: Transaction, userId: string, userAgent: string): Promise<NewSession> {
  const session = { id: uuidv7(), token: newToken() };
  const [row] = await tx.execute<{ expires: string }>(sql`
    insert into sessions (id, token_hash, user_id, expires_at, user_agent)
    values (${session.id}, ${hashOf(session.token)}, ${userId}, now() + make_interval(secs => ${sessionSeconds}), ${userAgent})
    returning to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as expires`);
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
