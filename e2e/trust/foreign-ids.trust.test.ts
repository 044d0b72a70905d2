import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type Answer, addressOf, outcomeIn, post, send } from "./asking.ts";
import { abreast, soak, timeout } from "./demo.ts";
import { actions as listed } from "./expected.ts";
import { anObject, paramsOf } from "./room.ts";
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

test("a workspace one is not in answers as one that does not exist, to every action, page and handler", {
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
  const asked = (input: unknown) => `?${new URLSearchParams({ input: JSON.stringify(input) })}`;
  const preview = `/api${base.replace("/settings", "")}/members/preview`;
  const matching = `/api${base.replace("/settings", "")}/members/matching`;
  const { home } = stage;
  const rolesApi = `/api/w/${home.slug}/roles`;
  const draft = { applications: [], levels: {}, fine: ["general:view-members"] };
  const { membershipId } = stage.home.seen;
  const objects = `/api/w/${stage.home.slug}/objects`;
  const resourceId = (await anObject(stage, "project")).at(-1);
  const { campaign, roles } = stage.home;
  const { viewer } = roles;
  const teams = (what: string, input: object) =>
    `/api/w/${stage.home.slug}/teams/${what}${asked({ resourceId: campaign, ...input })}`;
  const places: Record<string, (id: string) => string> = {
    member: (id) => `${base}/members/${id}`,
    role: (id) => `${base}/roles/${id}`,
    "form of a role": (id) => `${base}/roles/${id}/edit`,
    "cloned role": (id) => `${base}/roles/new?from=${id}`,
    "compared role": (id) => `${base}/roles/compare?a=${id}`,
    "previewed revision": (id) => `${rolesApi}/preview${asked({ roleId: id, draft })}`,
    "previewed restoration": (id) => `${rolesApi}/restoration${asked({ roleId: id, number: 1 })}`,
    "previewed deletion": (id) => `${rolesApi}/deletion${asked({ roleId: id, replacementId: null })}`,
    "previewed replacement": (id) =>
      `${rolesApi}/deletion${asked({ roleId: home.roles.auditor, replacementId: id })}`,
    "role for its form": (id) => `${rolesApi}/form${asked({ roleId: id })}`,
    "page of a group": (id) => `${base}/groups/${id}`,
    "candidates for a group": (id) =>
      `/api/w/${stage.home.slug}/groups/candidates${asked({ groupId: id, q: "" })}`,
    "filter by role": (id) => `${base}/members?role=${id}`,
    "filter by group": (id) => `${base}/members?group=${id}`,
    "filter by person": (id) => `${base}/audit?user=${id}`,
    "opened event": (id) => `${base}/audit?event=${id}`,
    "previewed member": (id) => preview + asked({ membershipId: id, change: { kind: "deactivate" } }),
    "previewed role": (id) => preview + asked({ membershipId, change: { kind: "make", roleId: id } }),
    "previewed grant": (id) => preview + asked({ membershipId, change: { kind: "end", grantId: id } }),
    object: (id) => `/w/${stage.home.slug}/objects/${id}`,
    "what lies below": (id) => `${objects}/children${asked({ parentId: id })}`,
    "path of an object": (id) => `${objects}/path${asked({ resourceId: id })}`,
    "where to move": (id) => `${objects}/search${asked({ moving: id })}`,
    "previewed move": (id) => `${objects}/preview-move${asked({ resourceId: id, parentId: resourceId })}`,
    "previewed place": (id) => `${objects}/preview-move${asked({ resourceId, parentId: id })}`,
    "previewed completion": (id) => `${objects}/preview-completion${asked({ resourceId: id })}`,
    "matching a role": (id) => matching + asked({ roleId: id }),
    "matching a group": (id) => matching + asked({ groupId: id }),
    team: (id) => `/w/${stage.home.slug}/objects/${id}/team`,
    "team by group": (id) => `/w/${stage.home.slug}/objects/${campaign}/team?group=${id}`,
    "team by role": (id) => `/w/${stage.home.slug}/objects/${campaign}/team?role=${id}`,
    "candidates of a team": (id) => teams("candidates", { resourceId: id }),
    "candidates in a group": (id) => teams("candidates", { groupId: id }),
    "candidates with a role": (id) => teams("candidates", { roleId: id }),
    "member to add": (id) => teams("preview-addition", { membershipIds: [id], roleId: viewer }),
    "group to add": (id) => teams("preview-addition", { groupIds: [id], roleId: viewer }),
    "role on a team": (id) => teams("preview-addition", { membershipIds: [membershipId], roleId: id }),
    "place to change": (id) => teams("preview-revision", { grantId: id, roleId: viewer }),
    "place to remove": (id) => teams("preview-removal", { grantIds: [id] }),
    "place to give back": (id) => teams("preview-leave", { grantId: id }),
    "explained member": (id) => `/w/${stage.home.slug}/explain?person=${id}`,
    "explained place": (id) => `/w/${stage.home.slug}/explain?on=${id}`,
    "place of a refusal": (id) =>
      `/api/w/${stage.home.slug}/refusal${asked({ permission: "campaign:view", resourceId: id })}`,
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
