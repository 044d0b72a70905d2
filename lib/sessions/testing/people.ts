import { createRequire } from "node:module";
import { NextRequest } from "next/server";
import postgres, { type Sql } from "postgres";
import { uuidv7 } from "uuidv7";
import { closeDatabase } from "@/db/client";
import { testDatabase } from "@/db/testing/test-database";
import type { Mail } from "@/emails/payloads";
import { headers, inRequest } from "@/lib/doorway/testing/next-headers";
import { sessionCookie } from "@/lib/identity/session";
import { consumeSignInLink } from "@/lib/sessions/auth";

export const origin = "http://localhost:3000";
export const ownPage = { origin, host: "localhost:3000", "sec-fetch-site": "same-origin" };

export type People = {
  owner: Sql;
  /** Writes a user and returns the id. */
  user(email: string, name?: string): Promise<string>;
  /** What was mailed last to an address. */
  mailed<Kind extends Mail["kind"]>(
    kind: Kind,
    email: string,
  ): Promise<Extract<Mail, { kind: Kind }>["payload"]>;
  close(): Promise<void>;
};

/** An empty database and the settings that signing in needs. */
export async function people(): Promise<People> {
  const database = await testDatabase();
  Object.assign(process.env, {
    REMIT_APP_DATABASE_URL: database.appUrl,
    REMIT_WORKER_DATABASE_URL: database.workerUrl,
    RESEND_API_KEY: "re_test",
    REMIT_FROM: "Remit <remit@remit.example>",
    REMIT_URL: origin,
    REMIT_SECRET: "a-secret-for-tests-that-is-long-enough-0123456789",
  });
  const owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
  return {
    owner,
    user: async (email, name = "Dana Weiss") => {
      const id = uuidv7();
      await owner`insert into users (id, email, name) values (${id}, ${email}, ${name})`;
      return id;
    },
    mailed: async (kind, email) => {
      const [row] = await owner`
        select payload from outbox where kind = ${kind} and recipient = ${email} order by created_at desc, id desc limit 1`;
      if (!row) throw new Error(`no ${kind} was mailed to ${email}`);
      return row.payload;
    },
    close: async () => {
      await closeDatabase();
      await owner.end();
      await database.drop();
    },
  };
}

/** The sign-in library asks the framework for headers by itself: it gets those of the request that a test is in. */
const require = createRequire(import.meta.url);
const framework = require.resolve("next/headers");
require.cache[framework] = Object.assign(Object.create(null), {
  id: framework,
  filename: framework,
  loaded: true,
  exports: { headers, cookies: async () => ({ getAll: () => [] }) },
});

export type Pressed = { status: number; location: string; session: string | null };

/** Presses Sign in on the landing page of a link: a plain form, posted. */
export async function press(
  fields: Record<string, string>,
  given: Record<string, string> = ownPage,
): Promise<Pressed> {
  const response = await inRequest({ headers: given }, () =>
    consumeSignInLink(
      new NextRequest(`${origin}/api/auth/callback/email`, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
      { params: Promise.resolve({ nextauth: ["callback", "email"] }) },
    ),
  );
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith(`${sessionCookie}=`));
  return {
    status: response.status,
    location: (response.headers.get("location") ?? "").replace(origin, ""),
    session: cookie?.split(/[=;]/)[1] || null,
  };
}

/** The hidden fields of the form on the page that a mailed link opens. */
export function fieldsOf(link: string): { token: string; email: string; next?: string } {
  return Object.fromEntries(new URL(link).searchParams) as { token: string; email: string };
}
