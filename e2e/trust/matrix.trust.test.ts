import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { features } from "../../lib/access/catalogue.ts";
import {
  type Answer,
  addressOf,
  askPage,
  outcomeIn,
  post,
  putQuestion,
  send,
  stoppedWith,
  type Way,
  ways,
} from "./asking.ts";
import { abreast, soak, timeout } from "./demo.ts";
import type { Endpoint, ServerAction } from "./endpoints.ts";
import {
  acceptsInSession,
  actions,
  featurePage,
  frontDoor,
  outerPages,
  questions,
  routes,
  workspacePages,
  wrongCode,
} from "./expected.ts";
import { holders, isMember, isNobody, type Permission, type Principal, principals } from "./principals.ts";
import { type Part, paramsOf } from "./room.ts";
import { endpoints, remit, stage } from "./staged.ts";
import { rareBrowser } from "./tenant.ts";

const cells = { pages: 0, actions: 0, questions: 0, routes: 0 };

afterAll(() => {
  const total = Object.values(cells).reduce((sum, count) => sum + count, 0);
  console.log(`authorization matrix: ${total} cells`, cells, `of ${principals.length} principals`);
});

/** Asks every question as every principal, a few people at a time, each person's questions in order. */
async function wrongAnswers(
  kind: keyof typeof cells,
  questions: (principal: Principal) => (() => Promise<string[]>)[],
): Promise<string[]> {
  const wrong: string[] = [];
  await abreast(principals, 4, async (principal) => {
    for (const ask of questions(principal)) {
      cells[kind] += 1;
      wrong.push(...(await ask()).map((complaint) => `${principal}: ${complaint}`));
    }
  });
  return wrong.toSorted();
}

const holds = (principal: Principal, needed: Permission) =>
  (holders[needed] as readonly Principal[]).includes(principal);

/** What everybody is to get who asks for something of the home workspace; `sees`: who lacks this, knows of nothing. */
function due(
  principal: Principal,
  needed: Permission,
  sees: Permission = "self",
): "shown" | 403 | 404 | "/sign-in" {
  if (isNobody(principal)) return "/sign-in";
  if (!isMember(principal) || !holds(principal, sees)) return 404;
  return holds(principal, needed) ? "shown" : 403;
}

/** What nobody may come to know by a refusal. */
const secrets = (): Record<string, string> => ({
  "the member's address": stage.home.seen.email,
  "the member's name": stage.home.seen.name,
  "the event": `Qanary event of ${stage.home.slug}`,
  "an invited address": stage.home.invitation.email,
  "the member's browser": rareBrowser.name,
});

/** How a part of a page can be told. */
const marks = (): Record<Part, string> => ({
  member: stage.home.seen.name,
  activity: `Qanary event of ${stage.home.slug}`,
  event: `Qanary event of ${stage.home.slug}`,
  effectiveAccess: "Effective permissions",
  sessions: rareBrowser.name,
  inviteChoices: `Qanary campaign of ${stage.home.slug}`,
  createRole: "Create role",
  exportButton: "Export",
});

function got(answer: Answer, way: Way): number | string {
  if (way !== "document")
    return answer.status === 200 ? (stoppedWith(answer.body) ?? "shown") : answer.status;
  if (answer.status === 200) return "shown";
  return answer.status === 307 ? pathOf(answer.location) : answer.status;
}

const pathOf = (location: string | null) => new URL(location ?? "", remit.url).pathname;

function complaintsOf(
  what: string,
  found: number | string,
  expected: number | string,
  body: string,
): string[] {
  const path = typeof found === "string" ? found.split("?")[0] : found;
  if (path !== expected) return [`${what} gave ${found}, not ${expected}`];
  if (expected === "shown") return [];
  const told = Object.entries(secrets()).filter(([, text]) => body.includes(text));
  return told.map(([name]) => `${what} refused, but told ${name}`);
}

test("pages of a workspace show themselves, and each part, to whom they may", { timeout }, async () => {
  const pages = Object.entries(workspacePages).flatMap(([page, spec]) =>
    ways.map((way) => ({ page, way, ...spec })),
  );
  const wrong = await wrongAnswers("pages", (principal) =>
    pages.map(({ page, way, needs, sees, also }) => async () => {
      const path = addressOf(page, paramsOf(stage.home));
      const { token } = stage.people[principal].session;
      const answer = await askPage(remit.url, way, { path, page, params: paramsOf(stage.home) }, { token });
      const what = `${way} ${page}`;
      const expected = due(principal, needs, sees);
      const refused = complaintsOf(what, got(answer, way), expected, answer.body);
      if (refused.length > 0 || expected !== "shown") return refused;
      return Object.entries(also ?? {}).flatMap(([part, needed]) => {
        const may = needed.every((permission) => holds(principal, permission));
        const told = answer.body.includes(marks()[part as Part]);
        return may === told ? [] : [`${what} ${told ? "shows" : "lacks"} ${part}`];
      });
    }),
  );
  expect(wrong).toEqual([]);
});

test("the page of a feature is open to whom the feature is", { timeout }, async () => {
  const wrong = await wrongAnswers("pages", (principal) => {
    const turn = principals.indexOf(principal);
    const pages = features.flatMap(({ id }, nth) => {
      const next = ways[(nth + turn) % ways.length] ?? "document";
      return (soak ? ways : [next]).map((way) => ({ id, way }));
    });
    return pages.map(({ id, way }) => async () => {
      const params = { ...paramsOf(stage.home), feature: id };
      const place = { path: addressOf(featurePage, params), page: featurePage, params };
      const { token } = stage.people[principal].session;
      const answer = await askPage(remit.url, way, place, { token });
      return complaintsOf(
        `${way} ${place.path}`,
        got(answer, way),
        due(principal, `${id}:view`),
        answer.body,
      );
    });
  });
  expect(wrong).toEqual([]);
});

test("pages outside every workspace lead everybody where they belong", async () => {
  const homeOf: Partial<Record<Principal, string>> = { outsider: `/w/${stage.foreign.slug}` };
  const wrong = await wrongAnswers("pages", (principal) => {
    const { token } = stage.people[principal].session;
    const outer = Object.entries(outerPages).map(([page, { nobody, signedIn }]) => ({
      page,
      expected: isNobody(principal) ? nobody : signedIn,
    }));
    const home = isMember(principal) ? `/w/${stage.home.slug}` : (homeOf[principal] ?? "shown");
    outer.push({ page: frontDoor, expected: isNobody(principal) ? "/sign-in" : home });
    return outer.map(({ page, expected }) => async () => {
      const answer = await send(`${remit.url}${addressOf(page, paramsOf(stage.home))}`, { token });
      return complaintsOf(page, got(answer, "document"), expected === 200 ? "shown" : expected, answer.body);
    });
  });
  expect(wrong).toEqual([]);
});

const isAction = (endpoint: Endpoint): endpoint is ServerAction => endpoint.kind === "action";

/** The code of the outcome that is due, `ok` when it is carried out. */
function dueOutcome(principal: Principal, action: string): string {
  const { needs = "person", sees = "self" } = actions[action] ?? {};
  const passed = wrongCode.includes(action) ? "invalid" : "ok";
  if (needs === "anybody") return passed;
  const instead = actions[action]?.instead?.[principal];
  if (instead) return instead;
  if (needs === "address" && isNobody(principal))
    return action === acceptsInSession ? "unauthenticated" : passed;
  if (needs === "address") return principal === "invited" ? passed : "forbidden";
  if (isNobody(principal)) return "unauthenticated";
  if (needs === "person") return passed;
  if (!isMember(principal) || !holds(principal, sees)) return "not-found";
  return holds(principal, needs) ? passed : "forbidden";
}

test("actions are carried out for whom they may, and for nobody else", async () => {
  const all = endpoints.filter(isAction);
  const wrong = await wrongAnswers("actions", (principal) =>
    all.map(({ id, path, pages }) => async () => {
      const asker = stage.people[principal];
      const { input, token = asker.session.token } = (await actions[path]?.input(stage, asker)) ?? {
        input: {},
      };
      const address = addressOf(pages[0] ?? "/page", paramsOf(stage.home));
      const answer = await post(remit.url, { id, path: address }, JSON.stringify([input]), { token });
      const outcome = outcomeIn(answer);
      const found = outcome?.ok ? "ok" : (outcome?.code ?? `status ${answer.status}`);
      const expected = dueOutcome(principal, path);
      return found === expected ? [] : [`${path} gave ${found}, not ${expected}: ${outcome?.message ?? ""}`];
    }),
  );
  expect(wrong).toEqual([]);
});

/** What a status of a handler means, as {@link due} says it. */
const shownAt = (status: number) => ({ 200: "shown", 401: "/sign-in" })[status] ?? status;
const triesAll = (principal: Principal) => soak || ["admin", "outsider", "anonymous"].includes(principal);

/** Asks in ways that nothing listens to, as some of the principals. */
const otherWays = (methods: readonly string[], what: string, address: string, principal: Principal) =>
  (triesAll(principal) ? methods : []).map((method) => async () => {
    const { token } = stage.people[principal].session;
    const { status, body } = await send(address, { token, headers: { origin: remit.url } }, { method });
    return complaintsOf(`${method} ${what}`, status, 405, body);
  });

test("questions are answered for whom they may, and in no other way", { timeout }, async () => {
  const wrong = await wrongAnswers("questions", (principal) =>
    Object.entries(questions).flatMap(([name, { needs, sees, input }]) => {
      const { token } = stage.people[principal].session;
      const place = { workspace: stage.home.slug, name };
      const asked = async () => {
        const body = JSON.stringify(await input(stage));
        const answer = await putQuestion(remit.url, place, body, { token });
        return complaintsOf(name, shownAt(answer.status), due(principal, needs, sees), answer.body);
      };
      const address = `${remit.url}/api/w/${place.workspace}/questions/${name}`;
      return [asked, ...otherWays(["GET", "HEAD", "PUT", "PATCH", "DELETE"], name, address, principal)];
    }),
  );
  expect(wrong).toEqual([]);
});

test("the audit log tells of each action that was carried out, each that was denied, and of no other", async () => {
  const ofWorkspace = Object.entries(actions).filter(([, { needs }]) => needs in holders);
  const expected = Object.fromEntries(
    principals.flatMap((principal) => {
      const codes = ofWorkspace.map(([path]) => dueOutcome(principal, path));
      const [done, denied] = ["ok", "forbidden"].map((code) => codes.filter((one) => one === code).length);
      return done || denied ? [[principal, { done, denied }]] : [];
    }),
  );
  const told = await stage.write((tx) =>
    tx.execute<{ name: string; done: number; denied: number }>(sql`
    select actor_name as name, count(*) filter (where outcome = 'done')::int as done,
      count(*) filter (where outcome = 'denied')::int as denied
    from audit_events where workspace_id = ${stage.home.workspaceId} and id <> ${stage.home.event} group by actor_name`),
  );
  expect(Object.fromEntries(told.map(({ name, done, denied }) => [name, { done, denied }]))).toEqual(
    expected,
  );
});

/** The query with which a handler answers when it may. */
async function queryFor(route: string, principal: Principal): Promise<string> {
  if (!route.includes("audit/export")) return "";
  const action = endpoints.filter(isAction).find(({ path }) => path.endsWith("#prepareExportAction"));
  const { token } = stage.people[principal].session;
  const input = { workspace: stage.home.slug, format: "jsonl" };
  const address = `/w/${stage.home.slug}/settings/audit`;
  const answer = await post(remit.url, { id: action?.id ?? "", path: address }, JSON.stringify([input]), {
    token,
  });
  const prepared = String(outcomeIn(answer)?.value?.prepared ?? randomUUID());
  return `?${new URLSearchParams({ format: "jsonl", prepared })}`;
}

test("route handlers answer whom they may, whatever the method", async () => {
  const wrong = await wrongAnswers("routes", (principal) =>
    Object.entries(routes).flatMap(([route, { needs, sees }]) => {
      const { token } = stage.people[principal].session;
      const address = `${remit.url}${addressOf(route, paramsOf(stage.home))}`;
      const looks = (triesAll(principal) ? ["GET", "HEAD"] : ["GET"]).map((method) => async () => {
        const query = await queryFor(route, principal);
        const { status, body } = await send(address + query, { token }, { method });
        return complaintsOf(`${method} ${route}`, shownAt(status), due(principal, needs, sees), body);
      });
      return [...looks, ...otherWays(["POST", "PUT", "PATCH", "DELETE"], route, address, principal)];
    }),
  );
  expect(wrong).toEqual([]);
});
