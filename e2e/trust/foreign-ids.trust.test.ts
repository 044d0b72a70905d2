import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type Answer, addressOf, outcomeIn, post, putQuestion, send } from "./asking.ts";
import { abreast, soak, timeout } from "./demo.ts";
import { actions as listed, questions } from "./expected.ts";
import { paramsOf } from "./room.ts";
import type { Stage } from "./stage.ts";
import { actions, endpoints, remit, stage } from "./staged.ts";

const rounds = soak ? 50 : 1;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** One id of each kind of row of the other workspace. */
function foreignIds(): Record<string, string> {
  const { foreign, people } = stage;
  return {
    workspace: foreign.workspaceId,
    account: foreign.accountId,
    user: foreign.seen.userId,
    membership: foreign.seen.membershipId,
    admin: people.outsider.membershipId,
    grant: foreign.seen.grantId,
    session: foreign.seen.sessionId,
    invitation: foreign.invitation.id,
    role: foreign.roles["view-members"],
    "seeded role": foreign.roles.viewer,
    group: foreign.group,
    campaign: foreign.campaign,
    product: foreign.product,
    event: foreign.event,
    key: foreign.key.id,
  };
}

/** Every place in an input that holds an id. */
function slotsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value === "string") return value.replace(uuid, "") === "" && value !== "" ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "idempotencyKey" ? [] : slotsOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function withId<T>(value: T, [key, ...rest]: readonly (string | number)[], id: string): T {
  if (key === undefined) return id as T;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>;
  copy[key] = withId(copy[key], rest, id);
  return copy as T;
}

/** An answer without what differs from request to request. */
const told = (answer: Answer) => {
  const outcome = outcomeIn(answer);
  if (outcome?.message?.startsWith("This was not sent")) throw new Error("the doorway was not passed");
  const text = outcome ? JSON.stringify({ ...outcome }) : answer.body;
  return `${answer.status} ${text.replaceAll(uuid, "id").replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "time")}`;
};

let compared = 0;

/** Where the answer for an id of the other workspace differs from that for an id of nothing. */
async function differences(
  what: string,
  values: Record<string, string>,
  random: () => string,
  ask: (id: string) => Promise<Answer>,
): Promise<string[]> {
  const unknown = told(await ask(random()));
  const differing: string[] = [];
  for (let round = 0; round < rounds; round += 1)
    for (const [kind, id] of Object.entries(values)) {
      compared += 1;
      const foreign = told(await ask(id));
      if (foreign !== unknown) differing.push(`${what} with the ${kind}: ${foreign}, not ${unknown}`);
    }
  return differing;
}

test("an action answers for rows of another workspace as for rows that do not exist", {
  timeout,
}, async () => {
  const { token } = stage.people.admin.session;
  const differing: string[] = [];
  let slots = 0;
  await abreast(actions, 3, async ({ id, path, pages }) => {
    const { input } = (await listed[path]?.input(stage, stage.people.admin)) ?? { input: {} };
    const place = {
      id,
      path: addressOf(pages[0] ?? "/page", paramsOf(stage.home)),
    };
    const extra = path.endsWith("#inviteMemberAction")
      ? [{ ...input, roleIds: [], place: { roleId: stage.home.roles.owner, resourceId: stage.home.product } }]
      : [];
    for (const one of [input, ...extra])
      for (const slot of slotsOf(one)) {
        slots += 1;
        const ask = (foreign: string) => {
          const { idempotencyKey: _, ...sent } = withId(one, slot, foreign) as Record<string, unknown>;
          return post(remit.url, place, JSON.stringify([sent]), { token });
        };
        differing.push(...(await differences(`${path} ${slot.join(".")}`, foreignIds(), randomUUID, ask)));
        await stage.forgetLimits();
      }
  });
  expect(differing).toEqual([]);
  expect(slots).toBeGreaterThanOrEqual(15);
});

/** Beside what each is listed with: fields of questions that hold other ids. */
const furtherQuestions = ({ home }: Stage): [string, Record<string, unknown>][] => {
  return [
    ["members.matching", { groupId: home.group }],
    ["objects.search", { moving: home.action }],
    ["home.refusal", { permission: "campaign:view", resourceId: home.campaign }],
    ["home.give-back.preview", { own: { kind: "group", groupId: home.group } }],
    ["teams.add.preview", { resourceId: home.campaign, groupIds: [home.group], roleId: home.roles.viewer }],
  ];
};

test("a question is answered for rows of another workspace as for rows that do not exist", {
  timeout,
}, async () => {
  const { token } = stage.people.admin.session;
  const all = furtherQuestions(stage);
  for (const [name, { input }] of Object.entries(questions)) all.push([name, await input(stage)]);
  const differing: string[] = [];
  let slots = 0;
  await abreast(all, 3, async ([name, input]) => {
    for (const slot of slotsOf(input)) {
      slots += 1;
      const ask = (id: string) => {
        const body = JSON.stringify(withId(input, slot, id));
        return putQuestion(remit.url, { workspace: stage.home.slug, name }, body, { token });
      };
      differing.push(...(await differences(`${name} ${slot.join(".")}`, foreignIds(), randomUUID, ask)));
      await stage.forgetLimits();
    }
  });
  expect(differing).toEqual([]);
  expect(slots).toBeGreaterThanOrEqual(35);
});

test("a workspace one is not in answers as one that does not exist, to everything one can ask", {
  timeout,
}, async () => {
  const { token } = stage.people.admin.session;
  const slugs = { workspace: stage.foreign.slug };
  const noSlug = () => `home-${randomUUID().slice(0, 8)}`;
  const differing: string[] = [];
  for (const { id, path, pages } of actions) {
    const { input } = (await listed[path]?.input(stage, stage.people.admin)) ?? { input: {} };
    if (!("workspace" in input)) continue;
    const place = { id, path: addressOf(pages[0] ?? "/page", paramsOf(stage.home)) };
    const ask = (workspace: string) => {
      const { idempotencyKey: _, ...sent } = { ...input, workspace } as Record<string, unknown>;
      return post(remit.url, place, JSON.stringify([sent]), { token });
    };
    differing.push(...(await differences(`${path} workspace`, slugs, noSlug, ask)));
  }
  for (const [name, { input }] of Object.entries(questions)) {
    const body = JSON.stringify(await input(stage));
    const ask = (workspace: string) => putQuestion(remit.url, { workspace, name }, body, { token });
    differing.push(...(await differences(`${name} workspace`, slugs, noSlug, ask)));
  }
  for (const { kind, path } of endpoints) {
    if (kind === "action" || !path.includes("[workspace]")) continue;
    const ask = async (workspace: string) => {
      const answer = await send(remit.url + addressOf(path, { ...paramsOf(stage.foreign), workspace }), {
        token,
      });
      return { ...answer, body: answer.body.includes("Qanary") ? "tells of it" : String(answer.status) };
    };
    differing.push(...(await differences(path, slugs, noSlug, ask)));
  }
  expect(differing).toEqual([]);
});

test("pages and handlers answer for ids of another workspace as for ids of nothing", {
  timeout,
}, async () => {
  const { token } = stage.people.admin.session;
  const base = `/w/${stage.home.slug}/settings`;
  const { campaign } = stage.home;
  const places: Record<string, (id: string) => string> = {
    member: (id) => `${base}/members/${id}`,
    role: (id) => `${base}/roles/${id}`,
    "form of a role": (id) => `${base}/roles/${id}/edit`,
    "cloned role": (id) => `${base}/roles/new?from=${id}`,
    "compared role": (id) => `${base}/roles/compare?a=${id}`,
    "page of a group": (id) => `${base}/groups/${id}`,
    "filter by role": (id) => `${base}/members?role=${id}`,
    "filter by group": (id) => `${base}/members?group=${id}`,
    "filter by person": (id) => `${base}/audit?user=${id}`,
    "opened event": (id) => `${base}/audit?event=${id}`,
    object: (id) => `/w/${stage.home.slug}/objects/${id}`,
    team: (id) => `/w/${stage.home.slug}/objects/${id}/team`,
    "team by group": (id) => `/w/${stage.home.slug}/objects/${campaign}/team?group=${id}`,
    "team by role": (id) => `/w/${stage.home.slug}/objects/${campaign}/team?role=${id}`,
    "explained member": (id) => `/w/${stage.home.slug}/explain?person=${id}`,
    "explained place": (id) => `/w/${stage.home.slug}/explain?on=${id}`,
    export: (id) => `/api/w/${stage.home.slug}/audit/export?format=csv&prepared=${id}`,
  };
  const differing: string[] = [];
  await abreast(Object.entries(places), 3, async ([name, pathFor]) => {
    const ask = async (id: string) => {
      const answer = await send(remit.url + pathFor(id), { token });
      const foreign = answer.body.includes(stage.foreign.slug) ? "tells of the other workspace" : "";
      const json = answer.headers.get("content-type")?.includes("json");
      return { ...answer, body: foreign || (json ? answer.body : "") };
    };
    differing.push(...(await differences(name, foreignIds(), randomUUID, ask)));
  });
  expect(differing).toEqual([]);
});

test("the comparison can tell: rows of the own workspace are answered differently", async () => {
  const { token } = stage.people.admin.session;
  const ask = (id: string) => send(`${remit.url}/w/${stage.home.slug}/settings/members/${id}`, { token });
  const own = { membership: stage.home.seen.membershipId };
  expect(await differences("member", own, randomUUID, ask)).toHaveLength(rounds);
  console.log(`foreign ids: ${compared} answers compared`);
});
