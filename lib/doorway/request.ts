import { headers } from "next/headers";

/** What the doorway knows of the HTTP request at hand, whichever way it came in. */
export type Incoming = {
  id: string;
  origin: string | null;
  host: string | null;
  fetchSite: string | null;
  address: string;
  userAgent: string;
};

/** Reads the headers of the request at hand (server action, page or route handler). */
export async function incoming(): Promise<Incoming> {
  const head = await headers();
  return {
    id: requestId(head.get("x-request-id")),
    origin: head.get("origin"),
    host: head.get("host"),
    fetchSite: head.get("sec-fetch-site"),
    address: head.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown",
    userAgent: (head.get("user-agent") ?? "").slice(0, 400),
  };
}

/**
 * Whether a cookie-authenticated mutation comes from one of our own pages: Origin equals the host, and the browser, if
 * it says so, calls it same-origin. An absent or null Origin is not ours.
 */
export function isSameOrigin({
  origin,
  host,
  fetchSite,
}: Pick<Incoming, "origin" | "host" | "fetchSite">): boolean {
  if (!origin || origin === "null" || !host) return false;
  if (fetchSite !== null && fetchSite !== "same-origin") return false;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

function requestId(given: string | null): string {
  return given && /^[\w-]{8,64}$/.test(given) ? given : crypto.randomUUID();
}
