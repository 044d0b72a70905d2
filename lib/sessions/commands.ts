import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { present } from "@/db/dated";
import { isInForce, sessions, signInLinks } from "@/db/schema/users";
import { setContext } from "@/db/tenant";
import { enqueue } from "@/lib/doorway/outbox";
import { notFound } from "@/lib/doorway/outcome";
import { personCommand, publicCommand } from "@/lib/doorway/person";
import { safePath } from "@/lib/doorway/safe-path";
import { Nothing } from "@/lib/fields/input";
import type { Person } from "@/lib/identity/actor";
import { hashOf, newToken } from "@/lib/identity/secrets";
import { settings } from "@/lib/settings";
import { redeemCode, sendCode } from "./codes";
import { deviceName } from "./device";
import { ConfirmCode, EndSession, RequestLink } from "./input";

const linkMinutes = 10;
/** So many links for one address, by whomever, within the minutes that one works; more than one asker gets. */
const mostLinks = 10;

/**
 * Mails a sign-in link. The same rows are written for every address; the worker drops the mail of an unknown one. Where
 * strangers have asked for too many, none is mailed: the newest, which lies in the person's inbox, goes on working.
 */
export const requestSignInLink = publicCommand({
  name: "sessions.request-link",
  input: RequestLink,
  limits: ({ request, input }) => [
    [{ name: "link-by-address", points: 300, seconds: 600 }, request.address],
    [{ name: "link-by-asker", points: 5, seconds: 600 }, `${request.address} ${input.email}`],
  ],
  run: async ({ tx, request }, { email, next }) => {
    const token = newToken();
    const device = deviceName(request.userAgent);
    const [recent] = await tx.execute<{ prolonged: boolean }>(
      sql`select prolong_newest_link(${email}, ${mostLinks}, ${linkMinutes}) as prolonged`,
    );
    if (recent?.prolonged) return { email };
    await setContext(tx, { token: hashOf(token) });
    await tx.insert(signInLinks).values({
      tokenHash: hashOf(token),
      email,
      device,
      expiresAt: sql`now() + make_interval(mins => ${linkMinutes})`,
    });
    const link = new URL("/sign-in/confirm", settings().url);
    link.search = new URLSearchParams({ token, email, ...(next ? { next: safePath(next) } : {}) }).toString();
    const askedAt = new Date().toISOString();
    await enqueue(tx, email, {
      kind: "sign-in-link",
      payload: { link: link.href, minutes: linkMinutes, askedAt, device },
    });
    return { email };
  },
});

/** Ends one of one's own sessions. */
export const endSession = personCommand({
  name: "sessions.end",
  input: EndSession,
  limits: ({ actor }) => [[{ name: "sessions.end", points: 60, seconds: 60 }, actor?.userId ?? ""]],
  run: async ({ tx, actor }, { sessionId }) => {
    const ended = await tx
      .update(sessions)
      .set({ endedAt: sql`now()` })
      .where(and(isOwn(actor, sessionId), isNull(sessions.endedAt)))
      .returning({ id: sessions.id });
    return ended.length === 1 ? { current: sessionId === actor.sessionId } : notFound();
  },
});

/** Ends all of one's own sessions but the one that asks. */
export const endOtherSessions = personCommand({
  name: "sessions.end-others",
  input: Nothing,
  limits: ({ actor }) => [[{ name: "sessions.end-others", points: 20, seconds: 60 }, actor?.userId ?? ""]],
  run: async ({ tx, actor }) => {
    const ended = await tx
      .update(sessions)
      .set({ endedAt: sql`now()` })
      .where(and(eq(sessions.userId, actor.userId), ne(sessions.id, actor.sessionId), isInForce(sessions)))
      .returning({ id: sessions.id });
    return { ended: ended.length };
  },
});

/** Signs out: ends the session of this browser. */
export const signOut = personCommand({
  name: "sessions.sign-out",
  input: Nothing,
  limits: ({ actor }) => [[{ name: "sessions.sign-out", points: 60, seconds: 60 }, actor?.userId ?? ""]],
  run: async ({ tx, actor, forget }) => {
    await tx.update(sessions).set({ endedAt: sql`now()` }).where(isOwn(actor, actor.sessionId));
    forget();
    return {};
  },
});

/** Mails a six-digit code that renews the proof of this session. */
export const requestCode = personCommand({
  name: "sessions.request-code",
  input: Nothing,
  limits: ({ actor }) => [[{ name: "sessions.request-code", points: 5, seconds: 600 }, actor?.userId ?? ""]],
  run: async ({ tx, actor }) => {
    const until = await sendCode(tx, {
      purpose: "confirm-identity",
      email: actor.email,
      subject: actor.sessionId,
    });
    return { email: actor.email, until };
  },
});

/** Renews the proof of this session with the mailed code. */
export const confirmCode = personCommand({
  name: "sessions.confirm-code",
  input: ConfirmCode,
  limits: ({ actor }) => [[{ name: "sessions.confirm-code", points: 20, seconds: 600 }, actor?.userId ?? ""]],
  run: async ({ tx, actor }, { code }) => {
    const refused = await redeemCode(
      tx,
      { purpose: "confirm-identity", email: actor.email, subject: actor.sessionId },
      code,
    );
    if (refused) return refused;
    await tx.update(sessions).set({ provedAt: present }).where(isOwn(actor, actor.sessionId));
    return {};
  },
});

function isOwn({ userId }: Person, sessionId: string) {
  return and(eq(sessions.id, sessionId), eq(sessions.userId, userId));
}
