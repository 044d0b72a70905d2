import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { hashOf, newToken } from "../../lib/identity/secrets.ts";
import { type Answer, addressOf, post, putQuestion, send } from "./asking.ts";
import { abreast } from "./demo.ts";
import type { Page, Route } from "./endpoints.ts";
import { frameworkPages, questions } from "./expected.ts";
import { payloads } from "./redirect-payloads.ts";
import { actions, endpoints, remit, stage } from "./staged.ts";

let pages: string[];
let handlers: string[];

const paramsOf = () => ({
  workspace: stage.home.slug,
  membershipId: stage.home.seen.membershipId,
  roleId: stage.home.roles.viewer,
  feature: "segment",
  token: newToken(),
  "...nextauth": "session",
});

beforeAll(() => {
  const params = paramsOf();
  const isPage = (one: { kind: string; path: string }): one is Page =>
    one.kind === "page" && !frameworkPages.includes(one.path);
  pages = [...endpoints.filter(isPage).map(({ path }) => addressOf(path, params)), "/nowhere"];
  const isRoute = (one: { kind: string }): one is Route => one.kind === "route";
  handlers = endpoints.filter(isRoute).map(({ path }) => addressOf(path, params));
});

const visitors = () => [
  stage.people.admin,
  stage.people.viewer,
  stage.people.outsider,
  stage.people.anonymous,
];

function expectAlways({ headers }: Answer, what: string): void {
  const all = Object.fromEntries(headers);
  expect(all, what).toMatchObject({
    "strict-transport-security": expect.stringMatching(/max-age=(\d{8,}); includeSubDomains/),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
  });
  expect(all, what).not.toHaveProperty("x-powered-by");
}

test("every page has a policy of its own, whose nonce is on each of its scripts", async () => {
  const nonces: string[] = [];
  for (const { session } of visitors())
    for (const page of pages) {
      const answer = await send(remit.url + page, { token: session.token });
      expectAlways(answer, page);
      expect(answer.headers.get("cache-control"), page).toMatch(/^private, (.+, )?no-store\b/);
      const policy = answer.headers.get("content-security-policy") ?? "";
      const directives = new Map(policy.split("; ").map((one) => one.split(/ (.*)/) as [string, string]));
      const nonce = /'nonce-([^']+)'/.exec(directives.get("script-src") ?? "")?.[1] ?? "";
      nonces.push(nonce);
      expect(directives.get("script-src"), page).toBe(`'self' 'nonce-${nonce}' 'strict-dynamic'`);
      expect(Object.fromEntries(directives), page).toMatchObject({
        "default-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
      });
      const scripts = answer.body.match(/<script\b[^>]*>/g) ?? [];
      if (answer.status === 200) expect(scripts.length, page).toBeGreaterThan(0);
      expect(
        scripts.filter((script) => !script.includes(`nonce="${nonce}"`)),
        page,
      ).toEqual([]);
      expect(answer.body, page).not.toMatch(/<[a-z][^>]* on[a-z]+="/);
    }
  expect(nonces.every((nonce) => nonce.length >= 22)).toBe(true);
  expect(new Set(nonces).size).toBe(nonces.length);
});

test("what a handler or an action answers is never sniffed, and never stored", async () => {
  const stored: string[] = [];
  for (const { session } of visitors()) {
    for (const handler of handlers) {
      const answer = await send(remit.url + handler, { token: session.token });
      expectAlways(answer, handler);
      const kept = answer.headers.get("cache-control") ?? "";
      if (!/^(private, )?no-store$/.test(kept)) stored.push(`${handler} ${kept}`);
    }
    for (const name of Object.keys(questions)) {
      const place = { workspace: stage.home.slug, name };
      const answer = await putQuestion(remit.url, place, "{}", { token: session.token });
      expectAlways(answer, name);
      if (!answer.headers.get("cache-control")?.includes("no-store")) stored.push(name);
    }
    for (const action of actions) {
      const place = { id: action.id, path: addressOf(action.pages[0] ?? "/page", paramsOf()) };
      const answer = await post(remit.url, place, "[{}]", { token: session.token });
      expectAlways(answer, action.path);
      if (!answer.headers.get("cache-control")?.includes("no-store")) stored.push(action.path);
    }
  }
  expect(new Set(stored)).toEqual(new Set());
});

const callback = "/api/auth/callback/email";

/** Sign-in links of a person, as if mailed; gives their tokens. */
async function links(email: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, newToken);
  const rows = tokens.map((token) => ({ hash: hashOf(token) }));
  await stage.write((tx) =>
    tx.execute(sql`
    insert into sign_in_links (token_hash, email, expires_at)
    select r.hash, ${email}, now() + interval '10 minutes' from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(hash text)`),
  );
  return tokens;
}

function signIn(
  fields: Record<string, string>,
  query = "",
  headers: Record<string, string> = {},
): Promise<Answer> {
  const own = {
    origin: remit.url,
    "sec-fetch-site": "same-origin",
    "content-type": "application/x-www-form-urlencoded",
  };
  const body = new URLSearchParams(fields).toString();
  return send(
    `${remit.url}${callback}${query}`,
    { headers: { ...own, ...headers } },
    { method: "POST", body },
  );
}

test("signing in sets a cookie that no other site and no script can use", async () => {
  const { email } = stage.people.viewer;
  const [token = ""] = await links(email, 1);
  for (const origin of ["https://evil.example", "null"]) {
    expect((await signIn({ token, email }, "", { origin })).status).toBe(403);
  }
  for (const method of ["GET", "HEAD"]) {
    const looked = await send(
      `${remit.url}${callback}?${new URLSearchParams({ token, email })}`,
      {},
      { method },
    );
    expect(looked.status).toBe(405);
  }
  const answer = await signIn({ token, email });
  const cookies = answer.headers
    .getSetCookie()
    .filter((cookie) => cookie.startsWith("__Host-remit-session="));
  expect(cookies).toHaveLength(1);
  const flags = (cookies[0] ?? "")
    .split("; ")
    .slice(1)
    .map((flag) => flag.replace(/=.*/, "").toLowerCase());
  expect(flags).toEqual(expect.arrayContaining(["secure", "httponly", "path", "samesite", "expires"]));
  expect(flags).not.toContain("domain");
  expect(cookies[0]).toMatch(/; Path=\/(;|$)/i);
  expect(cookies[0]).toMatch(/; SameSite=Lax/i);
  for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/^__(Host|Secure)-/);
  const session = /=([^;]+)/.exec(cookies[0] ?? "")?.[1] ?? "";
  expect((await send(`${remit.url}/sessions`, { token: session })).status).toBe(200);
  expect((await signIn({ token, email })).headers.getSetCookie().join()).not.toContain("remit-session");
});

test(`${payloads.length} wishes where to go next stay on this site`, async () => {
  expect(payloads.length).toBeGreaterThanOrEqual(200);
  const { email, session } = stage.people.viewer;
  const tokens = await links(email, payloads.length);
  const away: string[] = [];
  const check = (how: string, wish: string, { status, location }: Answer) => {
    const target = URL.canParse(location ?? "/", remit.url) ? new URL(location ?? "/", remit.url) : null;
    const stays = target?.origin === remit.url && !/^[/\\]{2}/.test(target.pathname);
    if (!stays || status >= 500) away.push(`${how} ${JSON.stringify(wish)} → ${status} ${location}`);
  };
  await abreast([...payloads.entries()], 4, async ([nth, next]) => {
    const token = tokens[nth] ?? "";
    const wish = new URLSearchParams({ next, callbackUrl: next });
    check("link", next, await signIn({ token, email, next, callbackUrl: next }, `?${wish}`));
    check("page", next, await send(`${remit.url}/sign-in?${wish}`, { token: session.token }));
  });
  expect(away).toEqual([]);
});
