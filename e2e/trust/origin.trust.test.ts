import { expect, test } from "vitest";
import { addressOf, askPage, outcomeIn, post, putQuestion, send } from "./asking.ts";
import type { ServerAction } from "./endpoints.ts";
import { actions as listed, questions } from "./expected.ts";
import { footprint } from "./footprint.ts";
import { actions, remit, stage } from "./staged.ts";
import { writeSession } from "./tenant.ts";

/** How a request looks that did not come from one of our pages. An empty value leaves the header out. */
const foreign = (): Record<string, Record<string, string>> => ({
  "no origin": { origin: "" },
  "no origin, no fetch metadata": { origin: "", "sec-fetch-site": "" },
  "null origin": { origin: "null" },
  "another origin": { origin: "https://evil.example" },
  "another origin behind a proxy that believes it": {
    origin: "https://evil.example",
    "x-forwarded-host": "evil.example",
  },
  "another port": { origin: "http://localhost:1" },
  "a name that begins alike": { origin: `${remit.url}.evil.example` },
  "another site": { "sec-fetch-site": "cross-site" },
  "another origin of the same site": { "sec-fetch-site": "same-site" },
  "an address typed in": { "sec-fetch-site": "none" },
});

const paramsOf = () => ({
  workspace: stage.home.slug,
  membershipId: stage.home.seen.membershipId,
  roleId: stage.home.roles.viewer,
  token: "x".repeat(43),
});

/** The person for whom the action is carried out when it comes from our own page. */
const askerOf = ({ path }: ServerAction) =>
  path.includes("/invite/[token]/") ? stage.people.invited : stage.people.admin;

test("no action is carried out for a request that did not come from one of our pages", async () => {
  for (const action of actions) {
    const asker = askerOf(action);
    const { input, token = asker.session.token } = (await listed[action.path]?.input(stage, asker)) ?? {
      input: {},
    };
    const place = { id: action.id, path: addressOf(action.pages[0] ?? "/page", paramsOf()) };
    const before = await footprint(stage);
    for (const [how, headers] of Object.entries(foreign())) {
      const answer = await post(remit.url, place, JSON.stringify([input]), { token, headers });
      const outcome = outcomeIn(answer);
      const told = outcome ? (outcome.message ?? "carried out") : "not called";
      expect(told, `${action.path} with ${how}`).toMatch(/^not called$|not sent from a page of Remit/);
    }
    expect(await footprint(stage), `${action.path} left something behind`).toEqual(before);
    const own = outcomeIn(await post(remit.url, place, JSON.stringify([input]), { token }));
    expect(own?.ok || own?.code === "invalid", `${action.path} from our own page: ${own?.message}`).toBe(
      true,
    );
  }
});

test("no question is answered to a request that did not come from one of our pages", async () => {
  const { token } = stage.people.admin.session;
  for (const [name, { input }] of Object.entries(questions)) {
    const place = { workspace: stage.home.slug, name };
    const body = JSON.stringify(await input(stage));
    for (const [how, headers] of Object.entries(foreign())) {
      const answer = await putQuestion(remit.url, place, body, { token, headers });
      expect(`${answer.status} ${answer.body}`, `${name} with ${how}`).toMatch(
        /^403 .*not sent from a page of Remit/,
      );
    }
    const own = await putQuestion(remit.url, place, body, { token });
    expect(own.status, `${name} from our own page: ${own.body}`).toBe(200);
  }
});

test("a form that is posted without scripts is refused in the same way", async () => {
  const deactivate = actions.find(({ path }) => path.endsWith("#deactivateMemberAction"));
  if (!deactivate) throw new Error("there is no such action");
  const { input } = (await listed[deactivate.path]?.input(stage, stage.people.admin)) ?? { input: {} };
  const address = addressOf("/w/[workspace]/settings/members/page", paramsOf());
  const submit = async (headers: Record<string, string>) => {
    const form = new FormData();
    form.set(`$ACTION_ID_${deactivate.id}`, "");
    for (const [name, value] of Object.entries(input)) form.set(name, String(value));
    await post(remit.url, { id: "", path: address }, form, {
      token: stage.people.admin.session.token,
      headers,
    });
  };
  const before = await footprint(stage);
  for (const headers of Object.values(foreign())) await submit(headers);
  expect(await footprint(stage)).toEqual(before);
  await submit({});
  expect((await footprint(stage)).events, "the same form from our own page").not.toEqual(before.events);
});

test("the cookie of a session that ended opens nothing, from the next request on", async () => {
  const { userId } = stage.people.admin;
  const { token } = await stage.write((tx) => writeSession(tx, userId));
  const signOut = actions.find(({ path }) => path === "app/w/[workspace]/actions.ts#signOutAction");
  const members = "/w/[workspace]/settings/members/page";
  const place = { path: addressOf(members, paramsOf()), page: members, params: paramsOf() };
  const events = `${remit.url}/api/w/${stage.home.slug}/events`;
  expect((await askPage(remit.url, "document", place, { token })).status).toBe(200);
  expect((await send(events, { token })).status).toBe(200);

  const leaving = { id: signOut?.id ?? "", path: `/w/${stage.home.slug}` };
  expect(outcomeIn(await post(remit.url, leaving, "[{}]", { token }))?.ok).toBe(true);

  expect((await askPage(remit.url, "document", place, { token })).status).toBe(307);
  expect((await send(events, { token })).status).toBe(401);
  expect(outcomeIn(await post(remit.url, leaving, "[{}]", { token }))?.code).toBe("unauthenticated");
});
