import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, addressOf, putQuestion, send } from "./asking.ts";
import { abreast, soak, timeout } from "./demo.ts";
import { questions, routes, workspacePages } from "./expected.ts";
import { anAdmin, Complaints, faultsOf, perEndpoint, sampled, seed } from "./faults.ts";
import { footprint } from "./footprint.ts";
import { addressPart, asText, questionBodies, spoilt } from "./malformed-inputs.ts";
import { paramsOf } from "./room.ts";
import { remit, stage } from "./staged.ts";

const counts = { asked: 0, "not decodable": 0 };

beforeAll(() => {
  console.log(`malformed addresses: seed ${seed}, ${perEndpoint} each (REMIT_SEED repeats it)`);
});

afterAll(() => {
  console.log("malformed addresses:", counts);
});

type Query = { query: Record<string, unknown>; optional?: string[] };

/** What each page and handler takes in its query, in a workspace and outside. */
const queries = (): Record<string, Query> => {
  const { slug, seen, event } = stage.home;
  const addressed = (path: string) => addressOf(path, paramsOf(stage.home));
  return {
    ...Object.fromEntries(Object.keys(routes).map((path) => [addressed(path), { query: {} }])),
    ...Object.fromEntries(
      Object.entries(workspacePages).flatMap(([path, { query }]) =>
        query ? [[addressed(path), { query: {}, optional: query }]] : [],
      ),
    ),
    [`/api/w/${slug}/audit/export`]: {
      query: { format: "csv", prepared: event },
      optional: ["user", "action", "from", "to", "q"],
    },
    "/api/mailbox": { query: { to: seen.email } },
    "/sign-in": { query: {}, optional: ["next", "email"] },
    "/sign-in/sent": { query: { email: seen.email }, optional: ["next"] },
    "/sign-in/confirm": { query: { token: "x".repeat(43), email: seen.email }, optional: ["next"] },
  };
};

/** Every place in a path where an id or a name stands. */
const paths = (): ((part: string) => string)[] => {
  const { slug } = stage.home;
  return [
    (part) => `/w/${part}`,
    (part) => `/w/${slug}/features/${part}`,
    (part) => `/w/${slug}/settings/members/${part}`,
    (part) => `/w/${slug}/settings/roles/${part}`,
    (part) => `/invite/${part}`,
    (part) => `/api/w/${part}/events`,
    (part) => `/api/auth/${part}`,
  ];
};

const longest = 6_000;

function queryOf(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value.slice(0, 3) : [value]).map((one) => [name, asText(one)]),
  );
  return new URLSearchParams(pairs as [string, string][]).toString().slice(0, longest).replace(/%.?$/, "");
}

/** What is wrong with an answer to somebody who may; a refusal in JSON must say what to do. */
function faultsIn(answer: Answer): string[] {
  counts.asked += 1;
  const isJson = answer.headers.get("content-type")?.startsWith("application/json") && answer.status >= 400;
  return faultsOf(answer, isJson ? [(JSON.parse(answer.body) as { message?: unknown }).message] : []);
}

test("no handler and no page breaks on a query that is put wrong", { timeout }, async () => {
  const complaints = new Complaints();
  await abreast(Object.entries(queries()), 3, async ([path, { query, optional = ["input"] }]) => {
    const { token } = (await anAdmin(stage)).session;
    const count = path.startsWith("/api/") || soak ? perEndpoint : Math.ceil(perEndpoint / 4);
    const name = path.replace(stage.home.slug, "…");
    const raw = sampled(`${name} part`, addressPart, count);
    for (const [turn, wrong] of sampled(name, spoilt(query, optional), count).entries()) {
      if (turn % 20 === 0) await stage.forgetLimits();
      const extra = turn % 3 === 0 ? `&x${raw[turn]}=${raw[turn]}` : "";
      const address = `${path}?${queryOf(wrong)}${extra}`;
      complaints.add(path, address, faultsIn(await send(remit.url + address, { token })));
    }
  });
  expect(complaints.all()).toEqual([]);
});

test("no question breaks on what is put wrong, nor on its name, and each says what to do", {
  timeout,
}, async () => {
  const complaints = new Complaints();
  const { token } = stage.people.admin.session;
  const workspace = stage.home.slug;
  const usual: [string, Record<string, unknown>][] = [];
  for (const [name, { input }] of Object.entries(questions)) usual.push([name, await input(stage)]);
  const before = await footprint(stage);
  const statuses = new Set<number>();
  await abreast(usual, 3, async ([name, input]) => {
    for (const [turn, body] of sampled(name, questionBodies(input)).entries()) {
      if (turn % 20 === 0) await stage.forgetLimits();
      const answer = await putQuestion(remit.url, { workspace, name }, body, { token });
      statuses.add(answer.status);
      complaints.add(name, body, faultsIn(answer));
    }
  });
  const headers = { origin: remit.url, "content-type": "application/json" };
  for (const part of sampled("name of a question", addressPart))
    for (const path of [`${workspace}/questions/${part}`, `${part}/questions/home.refusal`]) {
      const answer = await send(
        `${remit.url}/api/w/${path}`,
        { token, headers },
        { method: "POST", body: "{}" },
      );
      const ours = faultsIn(answer).filter((fault) => isDecodable(part) || !/^(status|says)/.test(fault));
      complaints.add("name of a question", path, ours);
    }
  expect(complaints.all()).toEqual([]);
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400]));
  expect(await footprint(stage)).toEqual(before);
});

test("no address breaks on a part that is put wrong; what cannot be decoded is the framework's", {
  timeout,
}, async () => {
  const complaints = new Complaints();
  const before = await footprint(stage);
  const { token } = stage.people.admin.session;
  await abreast(paths(), 3, async (pathWith) => {
    for (const part of sampled(
      pathWith("…").replace(stage.home.slug, "…"),
      addressPart,
      soak ? perEndpoint : Math.ceil(perEndpoint / 2),
    )) {
      const faults = faultsIn(await send(remit.url + pathWith(part), { token }));
      if (!isDecodable(part)) counts["not decodable"] += 1;
      const ours = isDecodable(part) ? faults : faults.filter((fault) => !/^(status|says)/.test(fault));
      complaints.add(pathWith("…"), part, ours);
    }
  });
  expect(complaints.all()).toEqual([]);
  expect(await footprint(stage)).toEqual(before);
});

function isDecodable(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
