import { headers } from "next/headers";
import { callerHeader } from "./caller";
import { ownOrigin } from "./host";
import { Refusal } from "./outcome";

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
    id: requestIdOf(head.get("x-request-id")),
    origin: head.get("origin"),
    host: head.get("host"),
    fetchSite: head.get("sec-fetch-site"),
    address: head.get(callerHeader) ?? "unknown",
    userAgent: (head.get("user-agent") ?? "").slice(0, 400),
  };
}

/**
 * Whether a cookie-authenticated mutation comes from one of our own pages: Origin is that of the site, scheme included, and
 * the browser, if it says so, calls it same-origin. An absent or null Origin is not ours.
 */
export function isSameOrigin({
  origin,
  host,
  fetchSite,
}: Pick<Incoming, "origin" | "host" | "fetchSite">): boolean {
  return origin !== null && origin === ownOrigin(host) && (fetchSite ?? "same-origin") === "same-origin";
}

/**
 * For what the proxy leaves out.
 * @throws Refusal `misdirected` when the request was sent to a Host that is not ours.
 */
export function demandOwnHost(host: string | null): void {
  if (!ownOrigin(host)) throw new Refusal("misdirected", "Remit is not served under this name.");
}

/** The identifier that whoever asks gave, exactly as it came; one of ours for none, and for one that could not be told back. */
export function requestIdOf(given: string | string[] | null | undefined): string {
  return typeof given === "string" && /^[\x20-\x7e]{1,200}$/.test(given) ? given : crypto.randomUUID();
}
