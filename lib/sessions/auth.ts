import "server-only";
import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { NextRequest } from "next/server";
import NextAuth, { type AuthOptions } from "next-auth";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { present } from "@/db/dated";
import { sessions, signInLinks, users } from "@/db/schema/users";
import { inContext } from "@/db/tenant";
import { ownOrigin } from "@/lib/doorway/host";
import { incoming, isSameOrigin } from "@/lib/doorway/request";
import { refusalResponse } from "@/lib/doorway/route";
import { safePath } from "@/lib/doorway/safe-path";
import { hashOf } from "@/lib/identity/secrets";
import { sessionCookie, sessionCookieOptions, sessionSeconds, startSession } from "@/lib/identity/session";
import { settings } from "@/lib/settings";

const expiredPage = "/sign-in/expired";

type User = { id: string; email: string; name: string };

/**
 * The sign-in library's view of our tables: links and session tokens are stored hashed, and nobody is created here (a
 * person comes into being by accepting an invitation).
 */
function adapter(userAgent: string): Adapter {
  return {
    createUser: () => Promise.reject(new Error("a person is created by an invitation only")),
    updateUser: async ({ id }) => asAdapterUser(await userWhere({ user: id }, eq(users.id, id))),
    getUser: async (id) => asAdapterUserOrNull(await userWhere({ user: id }, eq(users.id, id))),
    getUserByEmail: async (email) => asAdapterUserOrNull(await userWhere({ email }, eq(users.email, email))),
    getUserByAccount: async () => null,
    linkAccount: async () => undefined,
    createVerificationToken: () => Promise.reject(new Error("sign-in links are written by the sign-in room")),
    useVerificationToken: async ({ identifier, token }) =>
      inContext({ token }, async (tx) => {
        const [used] = await tx
          .delete(signInLinks)
          .where(
            and(
              eq(signInLinks.tokenHash, token),
              eq(signInLinks.email, identifier),
              gt(signInLinks.expiresAt, present),
            ),
          )
          .returning({
            email: signInLinks.email,
            seconds: sql<number>`extract(epoch from ${signInLinks.expiresAt})::int`,
          });
        return used ? { identifier: used.email, token, expires: new Date(used.seconds * 1000) } : null;
      }),
    createSession: async ({ userId }) => {
      const session = await inContext({ user: userId }, (tx) => startSession(tx, userId, userAgent));
      return { sessionToken: session.token, userId, expires: session.expires };
    },
    getSessionAndUser: async () => null,
    updateSession: async () => null,
    deleteSession: async (token) => {
      await inContext({ token: hashOf(token) }, (tx) =>
        tx
          .update(sessions)
          .set({ endedAt: sql`now()` })
          .where(and(eq(sessions.tokenHash, hashOf(token)), isNull(sessions.endedAt))),
      );
    },
  };
}

async function userWhere(context: { user?: string; email?: string }, condition: SQL): Promise<User | null> {
  return inContext(context, async (tx) => {
    const [user] = await tx
      .select({ id: users.id, email: users.email, name: users.name })
      .from(users)
      .where(and(condition, isNull(users.disabledAt)));
    return user ?? null;
  });
}

function asAdapterUser(user: User | null): AdapterUser {
  if (!user) throw new Error("this person cannot sign in");
  return { id: user.id, email: user.email, name: user.name, emailVerified: null };
}

function asAdapterUserOrNull(user: User | null): AdapterUser | null {
  return user ? asAdapterUser(user) : null;
}

function options(userAgent: string): AuthOptions {
  return {
    adapter: adapter(userAgent),
    secret: settings().secret,
    useSecureCookies: true,
    cookies: { sessionToken: { name: sessionCookie, options: sessionCookieOptions } },
    session: { strategy: "database", maxAge: sessionSeconds, updateAge: sessionSeconds },
    pages: { signIn: "/sign-in", error: expiredPage, verifyRequest: "/sign-in/sent" },
    providers: [
      // An empty secret makes the library's hash of a link the plain SHA-256 that the sign-in room stores.
      {
        id: "email",
        type: "email",
        name: "Email",
        secret: "",
        server: "",
        from: "",
        maxAge: 600,
        options: {},
        sendVerificationRequest: () => Promise.reject(new Error("links are sent by the sign-in room")),
      },
    ],
    callbacks: {
      redirect: ({ url }) => `${settings().url}${safePath(url)}`,
      session: ({ session }) => ({ expires: session.expires }),
    },
  };
}

type Handler = (http: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) => Promise<Response>;

/**
 * Consumes a sign-in link: a same-origin POST from its landing page. Everything else the library would offer (its own
 * pages, a GET that consumes) is closed, so that a mail scanner burns nothing.
 */
export const consumeSignInLink: Handler = async (http, context) => {
  const request = await incoming();
  const path = (await context.params).nextauth.join("/");
  if (path !== "callback/email")
    return refusalResponse({ ok: false, code: "not-found", message: "There is nothing here." }, request.id);
  if (!ownOrigin(request.host))
    return refusalResponse(
      { ok: false, code: "misdirected", message: "Remit is not served under this name." },
      request.id,
    );
  if (!isSameOrigin(request))
    return refusalResponse(
      { ok: false, code: "forbidden", message: "Open the link from your mail and press Sign in there." },
      request.id,
    );
  const form = await http.formData().catch(() => null);
  const [token, email] = [form?.get("token"), form?.get("email")];
  if (
    typeof token !== "string" ||
    typeof email !== "string" ||
    !/^[\w-]{20,100}$/.test(token) ||
    email.length > 320 ||
    email.includes("\u0000")
  )
    return refusalResponse(
      { ok: false, code: "invalid", message: "This link is not complete. Ask for a new one." },
      request.id,
    );
  process.env.NEXTAUTH_URL ??= settings().url;
  const url = new URL(`/api/auth/${path}`, settings().url);
  url.search = new URLSearchParams({
    token,
    email: email.toLowerCase(),
    callbackUrl: safePath(form?.get("next")),
  }).toString();
  const library = new NextRequest(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const response: Response = await NextAuth(library as never, context as never, options(request.userAgent));
  return failed(response) ? Response.redirect(`${settings().url}${expiredPage}`, 303) : response;
};

/** The library sends whoever failed to an address of its own, which would look for the page to show by a GET here. */
function failed(response: Response): boolean {
  const location = response.headers.get("location");
  return location !== null && new URL(location, settings().url).pathname === "/api/auth/error";
}

/** Answers GET and HEAD: whoever only looks changes nothing. */
export const refuseToLook = async (): Promise<Response> =>
  Response.json(
    { error: "method-not-allowed", message: "Open the link from your mail and press Sign in there." },
    { status: 405, headers: { allow: "POST" } },
  );
