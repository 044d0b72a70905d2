import { createRequire } from "node:module";

export type Answer = { status: number; location: string | null; headers: Headers; body: string };
export type Ask = { token?: string | undefined; headers?: Record<string, string> };

const load = createRequire(import.meta.url);
const { computeCacheBustingSearchParam } = load(
  "next/dist/shared/lib/router/utils/cache-busting-search-param.js",
) as {
  computeCacheBustingSearchParam(prefetch: undefined, segment: undefined, tree?: string): Promise<string>;
};

/**
 * Sends one request as it is, on a connection of its own, and reads the whole answer: one that is kept may be closed by
 * the server, idle for too long, in the moment of the next request.
 */
export async function send(
  url: string,
  { token, headers }: Ask = {},
  init: RequestInit = {},
): Promise<Answer> {
  const cookie: Record<string, string> = token ? { cookie: `__Host-remit-session=${token}` } : {};
  const response = await fetch(url, {
    redirect: "manual",
    signal: AbortSignal.timeout(60_000),
    ...init,
    headers: { ...cookie, connection: "close", ...headers },
  });
  const streams = response.headers.get("content-type")?.startsWith("text/event-stream");
  const body = streams ? "" : await response.text();
  if (streams) await response.body?.cancel();
  return {
    status: response.status,
    location: response.headers.get("location"),
    headers: response.headers,
    body,
  };
}

/** The ways to a page: as a document, as the payload of a navigation, as the payload of its last segment alone. */
export const ways = ["document", "payload", "segment"] as const;
export type Way = (typeof ways)[number];

/** Asks for a page. `path` with its query, `page` as the manifest names it, `params` by name. */
export async function askPage(
  base: string,
  way: Way,
  { path, page, params }: { path: string; page: string; params: Record<string, string> },
  ask: Ask = {},
): Promise<Answer> {
  if (way === "document") return send(`${base}${path}`, ask);
  const tree = way === "segment" ? encodeURIComponent(JSON.stringify(treeOf(page, params))) : undefined;
  const url = new URL(path, base);
  url.searchParams.set("_rsc", await computeCacheBustingSearchParam(undefined, undefined, tree));
  const headers = { ...ask.headers, RSC: "1", ...(tree ? { "Next-Router-State-Tree": tree } : {}) };
  return send(url.href, { ...ask, headers });
}

/** What a browser says it has already: every layout above the page, which is to be fetched anew. */
function treeOf(page: string, params: Record<string, string>): unknown {
  const segments = page.split("/").slice(1, -1);
  return ["", ...segments].reduceRight<unknown>(
    (children, segment) => {
      const name = /^\[(.+)\]$/.exec(segment)?.[1];
      return [name ? [name, params[name] ?? "", "d", null] : segment, { children }, null, null];
    },
    ["__PAGE__", {}, null, "refetch"],
  );
}

/** The address of a page or route as the manifest names it. */
export function addressOf(path: string, params: Record<string, string>): string {
  const segments = path.split("/").slice(1, -1);
  const shown = segments.filter((segment) => !segment.startsWith("("));
  return `/${shown.map((segment) => encodeURIComponent(params[segment.slice(1, -1)] ?? segment)).join("/")}`;
}

/** What the framework answered for a page in a payload: a status it stopped with, or a path to go to. */
export function stoppedWith(body: string): number | string | null {
  const refused = /NEXT_HTTP_ERROR_FALLBACK;(\d{3})/.exec(body);
  if (refused) return Number(refused[1]);
  return /NEXT_REDIRECT;[a-z]+;([^;"]+);/.exec(body)?.[1] ?? null;
}

export type Outcome = {
  ok: boolean;
  code?: string;
  message?: string;
  fields?: Record<string, string>;
  value?: Record<string, unknown>;
};

/** Posts arguments to a server action as the client of the framework does. */
export function post(
  base: string,
  { id, path }: { id: string; path: string },
  body: string | FormData,
  { token, headers }: Ask = {},
): Promise<Answer> {
  const text = typeof body === "string" ? { "content-type": "text/plain;charset=UTF-8" } : {};
  const own = { origin: base, "sec-fetch-site": "same-origin", "next-action": id, ...text, ...headers };
  const sent = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== ""));
  return send(`${base}${path}`, { token, headers: sent }, { method: "POST", body });
}

/** Puts a question to a workspace as our own pages do; `body` is what it asks, as JSON. */
export function putQuestion(
  base: string,
  { workspace, name }: { workspace: string; name: string },
  body: string,
  { token, headers }: Ask = {},
): Promise<Answer> {
  const own = {
    origin: base,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
    ...headers,
  };
  const sent = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== ""));
  const address = `${base}/api/w/${encodeURIComponent(workspace)}/questions/${encodeURIComponent(name)}`;
  return send(address, { token, headers: sent }, { method: "POST", body });
}

/** The outcome in the answer of an action; null when none was given, because the action was not carried out. */
export function outcomeIn({ body }: Answer): Outcome | null {
  const reference = /^0:\{"a":"\$@(\w+)"/m.exec(body)?.[1];
  const line = body.split("\n").find((one) => one.startsWith(`${reference}:{`));
  return line ? (JSON.parse(line.slice(`${reference}:`.length)) as Outcome) : null;
}
