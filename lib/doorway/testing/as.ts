import { type SQL, sql } from "drizzle-orm";
import { inContext } from "@/db/tenant";
import { sessionCookie, startSession } from "@/lib/identity/session";
import { inRequest } from "./next-headers";

const ownOrigin = {
  origin: "http://localhost:3000",
  host: "localhost:3000",
  "sec-fetch-site": "same-origin",
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
};

/** Starts a real session for a user and returns its token. */
export async function signedIn(userId: string): Promise<string> {
  return inContext(
    { user: userId },
    async (tx) => (await startSession(tx, userId, ownOrigin["user-agent"])).token,
  );
}

/** Makes the last proof of a session's identity an hour old. */
export const letProofAge = (userId: string) => proveAt(userId, sql`now() - interval '1 hour'`);

/** Proves them anew, after many rounds that took long. */
export const renewProof = (userId: string) => proveAt(userId, sql`now()`);

async function proveAt(userId: string, at: SQL): Promise<void> {
  await inContext({ user: userId }, (tx) =>
    tx.execute(sql`update sessions set proved_at = ${at} where user_id = ${userId}`),
  );
}

/** Calls a command or query as the request of somebody with this session token (null: nobody) would. */
export function as<T>(
  token: string | null,
  work: () => Promise<T>,
  headers: Record<string, string> = {},
): Promise<T> {
  const cookies = new Map(token ? [[sessionCookie, token]] : []);
  return inRequest({ headers: { ...ownOrigin, ...headers }, cookies }, work);
}
