import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { as } from "@/lib/doorway/testing/as";
import { hashOf } from "@/lib/identity/secrets";
import { personOf } from "@/lib/identity/session";
import { refuseToLook } from "./auth";
import { requestSignInLink } from "./commands";
import { linkLanding } from "./queries";
import { fieldsOf, ownPage, type People, people, press } from "./testing/people";

let p: People;
beforeAll(async () => {
  p = await people();
  await p.user("dana@north.example");
});
beforeEach(() => p.owner`delete from rate_limits`);
afterAll(() => p.close());

const ask = (email: string, next?: string) =>
  as(null, () => requestSignInLink.execute({ email, ...(next ? { next } : {}) }));
async function link(email = "dana@north.example", next?: string) {
  expect((await ask(email, next)).ok).toBe(true);
  return fieldsOf((await p.mailed("sign-in-link", email.trim().toLowerCase())).link);
}

test("a press on the page of a link signs in: the session is the person's, both tokens are stored hashed", async () => {
  const fields = await link("  Dana@North.example");
  const stored = await p.owner`select token_hash from sign_in_links where email = 'dana@north.example'`;
  expect(stored.map(({ token_hash }) => token_hash)).toEqual([hashOf(fields.token)]);
  const { status, location, session } = await press(fields);
  expect([status, location]).toEqual([302, "/"]);
  expect(await personOf(session ?? "")).toMatchObject({ email: "dana@north.example", proofIsFresh: true });
  expect(await p.owner`select 1 from sessions where token_hash = ${session}`).toHaveLength(0);
});

test("a link works once, also for two presses at the same moment", async () => {
  const fields = await link();
  const pressed = await Promise.all([press(fields), press(fields), press(fields)]);
  expect(pressed.filter(({ session }) => session)).toHaveLength(1);
  expect(await press(fields)).toEqual({ status: 303, location: "/sign-in/expired", session: null });
});

test("a link ends after ten minutes", async () => {
  const fields = await link();
  const [row] = await p.owner`
    select extract(epoch from expires_at - created_at)::int as seconds from sign_in_links where token_hash = ${hashOf(fields.token)}`;
  expect(row?.seconds).toBe(600);
  await p.owner`update sign_in_links set expires_at = clock_timestamp() where token_hash = ${hashOf(fields.token)}`;
  expect(await as(null, () => linkLanding(fields.token, fields.email))).toBeNull();
  expect(await press(fields)).toMatchObject({ location: "/sign-in/expired", session: null });
});

test("a link is bound to its address, and a wrong one leaves it intact", async () => {
  await p.user("other@north.example", "Other");
  const fields = await link();
  expect(await press({ ...fields, email: "other@north.example" })).toMatchObject({
    location: "/sign-in/expired",
    session: null,
  });
  expect(await as(null, () => linkLanding(fields.token, "other@north.example"))).toBeNull();
  expect((await press(fields)).session).not.toBeNull();
});

test("whoever only looks burns nothing", async () => {
  const fields = await link();
  for (let look = 0; look < 10; look += 1)
    expect(await as(null, () => linkLanding(fields.token, fields.email))).toMatchObject({
      name: "Dana Weiss",
      device: "Firefox on Linux",
    });
  expect((await refuseToLook()).status).toBe(405);
  expect((await press(fields)).session).not.toBeNull();
});

test.each([
  ["another site", { ...ownPage, origin: "http://elsewhere.example" }],
  ["a frame of another site", { ...ownPage, "sec-fetch-site": "cross-site" }],
  ["nowhere", { host: "localhost:3000" }],
  ["a page that hides where it is from", { ...ownPage, origin: "null" }],
])("a press from %s is refused and burns nothing", async (_, headers) => {
  const fields = await link();
  expect(await press(fields, headers as Record<string, string>)).toMatchObject({
    status: 403,
    session: null,
  });
  expect((await press(fields)).session).not.toBeNull();
});

test("known and unknown addresses get the same answer and leave the same rows", async () => {
  const answers = [await ask("dana@north.example"), await ask("nobody@north.example")];
  expect(answers).toEqual([
    { ok: true, value: { email: "dana@north.example" } },
    { ok: true, value: { email: "nobody@north.example" } },
  ]);
  const rows = await p.owner`
    select (select count(*)::int from sign_in_links l where l.email = e and l.created_at > now() - interval '10 seconds') > 0 as link,
      (select count(*)::int from outbox o where o.recipient = e and o.kind = 'sign-in-link') > 0 as mail
    from unnest(array['dana@north.example', 'nobody@north.example']) as e`;
  expect([...rows]).toEqual([
    { link: true, mail: true },
    { link: true, mail: true },
  ]);
  const unknown = fieldsOf((await p.mailed("sign-in-link", "nobody@north.example")).link);
  expect(await as(null, () => linkLanding(unknown.token, unknown.email))).toBeNull();
  expect((await press(unknown)).session).toBeNull();
  expect(await p.owner`select 1 from users where email = 'nobody@north.example'`).toHaveLength(0);
});

test("a disabled person does not come in, not even with an earlier link or session", async () => {
  const id = await p.user("gone@north.example", "Gone");
  const [before, later] = [await link("gone@north.example"), await link("gone@north.example")];
  const { session } = await press(before);
  await p.owner`update users set disabled_at = now() where id = ${id}`;
  expect(await personOf(session ?? "")).toBeNull();
  expect((await press(later)).session).toBeNull();
});

test("five links in ten minutes for one address, however it is written", async () => {
  for (let count = 0; count < 5; count += 1) expect((await ask("dana@north.example")).ok).toBe(true);
  expect(await ask("DANA@north.example")).toMatchObject({ code: "rate-limited" });
  expect((await ask("nobody@north.example")).ok).toBe(true);
});

test("strangers cannot lock somebody out: the newest link goes on working, and the answer is the same", async () => {
  const email = "watched@north.example";
  await p.user(email, "Watched");
  const from = (address: string) =>
    as(null, () => requestSignInLink.execute({ email }), { "x-remit-caller": address });
  const links = () => p.owner`select 1 from sign_in_links where email = ${email}`;
  for (let count = 0; count < 10; count += 1) expect((await from(`192.0.2.${count}`)).ok).toBe(true);
  const newest = fieldsOf((await p.mailed("sign-in-link", email)).link);
  await p.owner`
    update sign_in_links set expires_at = clock_timestamp() + interval '1 second' where token_hash = ${hashOf(newest.token)}`;
  expect(await from("198.51.100.7")).toEqual({ ok: true, value: { email } });
  expect(await links(), "no further one").toHaveLength(10);
  expect(fieldsOf((await p.mailed("sign-in-link", email)).link)).toEqual(newest);
  await pause(1_100);
  expect((await press(newest)).session).not.toBeNull();
  await p.owner`update sign_in_links set created_at = created_at - interval '10 minutes' where email = ${email}`;
  await from("198.51.100.7");
  expect(fieldsOf((await p.mailed("sign-in-link", email)).link), "a new one, ten minutes later").not.toEqual(
    newest,
  );
});

test("where a link leads to stays on this site", async () => {
  expect((await press(await link(undefined, "/w/north/settings/members?tab=pending"))).location).toBe(
    "/w/north/settings/members?tab=pending",
  );
  for (const next of ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example"]) {
    await p.owner`delete from rate_limits`;
    expect((await press({ ...(await link()), next })).location).toBe("/");
  }
});

test("what is no link at all is refused with a sentence", async () => {
  for (const fields of [{}, { token: "x", email: "y" }, { token: "x".repeat(43), email: "a\u0000b" }])
    expect((await press(fields as Record<string, string>)).status).toBe(400);
});
