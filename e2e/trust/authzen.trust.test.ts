import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Answer, addressOf, askPage, outcomeIn, post, send } from "./asking.ts";
import { abreast, soak, timeout } from "./demo.ts";
import { actions, keyed, routes, workspacePages } from "./expected.ts";
import { principals } from "./principals.ts";
import { paramsOf } from "./room.ts";
import { endpoints, remit, stage } from "./staged.ts";
import { writeKey } from "./tenant.ts";

type With = { secret?: string; token?: string; headers?: Record<string, string>; method?: string };

function ask(
  route: string,
  body: unknown,
  { secret, token, headers, method = "POST" }: With,
): Promise<Answer> {
  const all = {
    "content-type": "application/json",
    ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    ...headers,
  };
  const init = method === "POST" ? { method, body: JSON.stringify(body) } : { method };
  return send(`${remit.url}${addressOf(route, {})}`, { token, headers: all }, init);
}

const evaluation = "/access/v1/evaluation/route";
const question = () => keyed[evaluation]?.body(stage) ?? {};

test("a key of the workspace is answered, and no person is, whoever they are", { timeout }, async () => {
  const wrong: string[] = [];
  await abreast(principals, 4, async (principal) => {
    const { token } = stage.people[principal].session;
    for (const [route, { body }] of Object.entries(keyed)) {
      const asked = body(stage);
      for (const [how, given, due] of [
        ["a session", { token, headers: { origin: remit.url } }, 401],
        ["a session's token for a key", { secret: token || "x" }, 401],
        ["a key", { token, secret: stage.home.key.secret }, 200],
      ] as const) {
        const { status } = await ask(route, asked, given);
        if (status !== due) wrong.push(`${principal} with ${how} at ${route}: ${status}, not ${due}`);
      }
    }
  });
  expect(wrong).toEqual([]);
  expect(Object.keys(keyed)).toHaveLength(5);
});

test("other methods are refused, and other sites need no origin", async () => {
  const { secret } = stage.home.key;
  for (const route of Object.keys(keyed)) {
    for (const method of ["GET", "PUT", "PATCH", "DELETE"])
      expect((await ask(route, null, { secret, method })).status, `${method} ${route}`).toBe(405);
    const headers = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    expect((await ask(route, keyed[route]?.body(stage), { secret, headers })).status).toBe(200);
  }
});

test("a key opens nothing but its endpoints: to pages, handlers and actions it is nobody", {
  timeout,
}, async () => {
  const headers = { authorization: `Bearer ${stage.home.key.secret}` };
  const params = paramsOf(stage.home);
  const opened: string[] = [];
  for (const page of Object.keys(workspacePages)) {
    const place = { path: addressOf(page, params), page, params };
    const answer = await askPage(remit.url, "document", place, { headers });
    const leads = new URL(answer.location ?? "", remit.url).pathname;
    if (answer.status !== 307 || leads !== "/sign-in") opened.push(`${page}: ${answer.status}`);
  }
  for (const route of Object.keys(routes)) {
    const { status } = await send(`${remit.url}${addressOf(route, params)}`, { headers });
    if (status !== 401) opened.push(`${route}: ${status}`);
  }
  for (const endpoint of endpoints) {
    if (endpoint.kind !== "action" || !endpoint.path.startsWith("app/w/")) continue;
    const sent = await actions[endpoint.path]?.input(stage, stage.people.admin);
    const place = { id: endpoint.id, path: addressOf(endpoint.pages[0] ?? "/page", params) };
    const answer = await post(remit.url, place, JSON.stringify([sent?.input ?? {}]), { headers });
    const code = outcomeIn(answer)?.code;
    if (code !== "unauthenticated") opened.push(`${endpoint.path}: ${code}`);
  }
  expect(opened).toEqual([]);
});

test("an expired and a revoked key are refused from the next request on, everywhere", async () => {
  const { home, write } = stage;
  const expired = await write((tx) => writeKey(tx, home, home.keyOwner.userId, { state: "expired" }));
  const revoked = await write((tx) => writeKey(tx, home, home.keyOwner.userId));
  expect((await ask(evaluation, question(), { secret: revoked.secret })).status).toBe(200);
  await write((tx) =>
    tx.execute(sql`
    update api_keys set revoked_at = now() where workspace_id = ${home.workspaceId} and id = ${revoked.id}`),
  );
  for (const [route, { body }] of Object.entries(keyed))
    for (const { secret } of [expired, revoked]) {
      const answer = await ask(route, body(stage), { secret });
      expect(answer.status, route).toBe(401);
      expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    }
});

test("a key without the scope is refused everywhere", async () => {
  const { home, write } = stage;
  const { secret } = await write((tx) => writeKey(tx, home, home.keyOwner.userId, { scopes: [] }));
  for (const [route, { body }] of Object.entries(keyed))
    expect((await ask(route, body(stage), { secret })).status, route).toBe(403);
});

test("ids of another workspace are answered as ids of nothing, and nothing of it is found", {
  timeout,
}, async () => {
  const { home, foreign, people } = stage;
  const { secret } = home.key;
  const told = async (route: string, body: unknown) => {
    const { status, body: text } = await ask(route, body, { secret });
    expect(text).not.toContain(foreign.slug);
    return `${status} ${text.replaceAll(/[\w-]{80,}/g, "token")}`;
  };
  const ids: Record<string, string> = {
    user: foreign.seen.userId,
    address: foreign.seen.email,
    "who is asked": people.outsider.userId,
    membership: foreign.seen.membershipId,
    workspace: foreign.workspaceId,
    account: foreign.accountId,
    campaign: foreign.campaign,
    product: foreign.product,
    group: foreign.group,
    role: foreign.roles.viewer,
    key: foreign.key.id,
  };
  const view = { name: "view" };
  const differing: string[] = [];
  for (let round = 0; round < (soak ? 100 : 1); round += 1)
    for (const [kind, id] of Object.entries(ids)) {
      const asked = (id: string): [string, unknown][] => {
        const [subject, resource] = [
          { type: "user", id },
          { type: "campaign", id },
        ];
        const viewer = { type: "user", id: people.viewer.userId };
        const everywhere = { type: "campaign", id: "*" };
        return [
          [evaluation, { subject, action: view, resource: everywhere }],
          [evaluation, { subject: viewer, action: view, resource }],
          [evaluation, { subject: viewer, action: { name: "campaign:view" }, resource }],
          [
            "/access/v1/evaluations/route",
            { subject, action: view, evaluations: [{ resource }, { resource: everywhere }] },
          ],
          ["/access/v1/search/subject/route", { subject: { type: "user" }, action: view, resource }],
          ["/access/v1/search/resource/route", { subject, action: view, resource: { type: "campaign" } }],
          ["/access/v1/search/action/route", { subject, resource: everywhere }],
          ["/access/v1/search/action/route", { subject: viewer, resource }],
        ];
      };
      const nothing = id.includes("@") ? `${randomUUID()}@nowhere.example` : randomUUID();
      const unknown = asked(nothing);
      for (const [turn, [route, body]] of asked(id).entries()) {
        const [there, not] = [await told(route, body), await told(route, unknown[turn]?.[1])];
        if (there !== not) differing.push(`${route} with the ${kind}: ${there}, not ${not}`);
      }
    }
  expect(differing).toEqual([]);
});

test("the comparison can tell: what is of the own workspace is answered differently, and is found", async () => {
  const { home, people } = stage;
  const { secret } = home.key;
  const viewer = { type: "user", id: people.viewer.userId };
  const asked = {
    subject: viewer,
    action: { name: "campaign:view" },
    resource: { type: "campaign", id: home.campaign },
  };
  expect(JSON.parse((await ask(evaluation, asked, { secret })).body)).toMatchObject({ decision: true });
  const theirs = await ask(evaluation, asked, { secret: stage.foreign.key.secret });
  expect(JSON.parse(theirs.body)).toEqual({ decision: false, context: { reason: "unknown_subject" } });
  const search = { subject: viewer, action: asked.action, resource: { type: "campaign" } };
  const { body } = await ask("/access/v1/search/resource/route", search, { secret });
  expect(body).toContain(home.campaign);
});

test("the metadata is open to everybody, and names addresses that answer", async () => {
  const answer = await send(`${remit.url}/.well-known/authzen-configuration`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/json");
  const { policy_decision_point: point, ...told } = JSON.parse(answer.body) as Record<string, string>;
  expect(point).toBe(remit.url);
  const due = Object.keys(keyed).map((route) => `${remit.url}${addressOf(route, {})}`);
  expect(Object.values(told).toSorted()).toEqual(due.toSorted());
  expect(Object.keys(told).toSorted()).toEqual([
    "access_evaluation_endpoint",
    "access_evaluations_endpoint",
    "search_action_endpoint",
    "search_resource_endpoint",
    "search_subject_endpoint",
  ]);
});

test("the identifier of a request comes back, whatever became of it", async () => {
  const headers = { "x-request-id": "bfe9eb29-ab87-4ca3-be83-a1d5d8305716" };
  const { secret } = stage.home.key;
  for (const given of [{ secret, headers }, { headers }, { secret: "x", headers }])
    expect((await ask(evaluation, question(), given)).headers.get("x-request-id")).toBe(
      headers["x-request-id"],
    );
  expect((await ask(evaluation, {}, { secret, headers })).headers.get("x-request-id")).toBe(
    headers["x-request-id"],
  );
});
