import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { as } from "@/lib/doorway/testing/as";
import { inRequest } from "@/lib/doorway/testing/next-headers";
import { sessionCookie } from "@/lib/identity/session";
import { beginAcceptance, completeAcceptance } from "./acceptance";
import { address, handles } from "./testing/handles";
import { valueIn, type World, world } from "./testing/world";

let w: World;
let h: ReturnType<typeof handles>;
beforeAll(async () => {
  w = await world();
  h = handles(w);
});
afterAll(() => w.close());

test("another person is refused in both ways, and the invitation stays intact", async () => {
  const email = address();
  const { token } = await h.invited(email);
  const other = await w.stranger(address());
  expect(await h.pageOf(token, other)).toMatchObject({
    state: "open",
    viewer: { kind: "other", email: other.email },
  });
  expect(await h.accept(other, token)).toMatchObject({ code: "forbidden" });
  expect(await as(other.token, () => beginAcceptance.execute({ token, name: "X" }))).toMatchObject({
    code: "forbidden",
  });
  expect(await h.membershipsOf(other.email)).toHaveLength(0);
  valueIn(await h.begin(token));
  const code = await h.codeFor(email);
  expect(await as(other.token, () => completeAcceptance.execute({ token, name: "X", code }))).toMatchObject({
    code: "forbidden",
  });
  valueIn(await h.complete(token, code));
});

test("the person who took it up is let through again, without an effect; anybody else finds it used", async () => {
  const email = address();
  const person = await w.stranger(email);
  const { token, invitationId } = await h.invited(email);
  valueIn(await h.accept(person, token));
  expect(valueIn(await h.accept(person, token))).toEqual({ slug: "north", workspaceName: "North" });
  expect((await h.accessOf(email)).facts.grants).toHaveLength(1);
  expect(
    await w.owner`select 1 from audit_events where target_id = ${invitationId} and action = 'invitation.accepted'`,
  ).toHaveLength(1);
  expect(await h.begin(token)).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("used already"),
  });
  expect(await h.pageOf(token, person)).toMatchObject({ state: "used", slug: "north" });
  expect(await h.pageOf(token)).toEqual({ state: "used", workspaceName: "North", slug: null });
});

test("a link that no longer works waits for no lock of the workspace", async () => {
  const email = address();
  const [person, other] = [await w.stranger(email), await w.stranger(address())];
  const { token } = await h.invited(email);
  valueIn(await h.accept(person, token));
  await w.owner.begin(async (tx) => {
    await tx`select 1 from workspaces where id = ${w.workspace} for no key update`;
    const unless = setTimeout(5_000, "waits for the lock");
    expect(await Promise.race([h.accept(other, token), unless])).toMatchObject({ code: "forbidden" });
    expect(await Promise.race([h.accept(person, token), unless])).toMatchObject({ ok: true });
  });
});

test("the link alone signs nobody in: a code does, and the browser gets its session", async () => {
  const email = address();
  const { token } = await h.invited(email);
  expect(await h.complete(token, "123456")).toMatchObject({ code: "invalid" });
  valueIn(await h.begin(token, "Greta Hofmann"));
  const code = await h.codeFor(email);
  const wrong = code === "000000" ? "000001" : "000000";
  expect(await h.complete(token, wrong)).toMatchObject({
    code: "invalid",
    fields: { code: expect.stringContaining("4 more tries") },
  });
  expect(await h.membershipsOf(email)).toHaveLength(0);
  const cookies = new Map<string, string>();
  const headers = {
    origin: "http://localhost:3000",
    host: "localhost:3000",
    "sec-fetch-site": "same-origin",
  };
  valueIn(
    await inRequest({ headers, cookies }, () =>
      completeAcceptance.execute({ token, name: "Greta Hofmann", code }),
    ),
  );
  expect(cookies.get(sessionCookie)).toMatch(/^[\w-]{43}$/);
  const [user] = await w.owner`select name from users where email = ${email}`;
  expect(user?.name).toBe("Greta Hofmann");
});

test("the answer to Accept does not tell whether the address has an account", async () => {
  const [known, unknown] = [address(), address()];
  await w.stranger(known);
  const links = [(await h.invited(known)).token, (await h.invited(unknown)).token];
  const answers = [];
  for (const token of links) answers.push(await h.begin(token));
  expect(answers.map((answer) => Object.keys(valueIn(answer)))).toEqual([["until"], ["until"]]);
  const rows = await w.owner`
    select (select count(*)::int from one_time_codes c where c.email = e) as codes, (select count(*)::int from outbox o where o.recipient = e) as mails
    from unnest(array[${known}, ${unknown}]) as e`;
  expect(rows[0]).toEqual(rows[1]);
  const pages = await Promise.all(links.map((token) => h.pageOf(token)));
  const told = pages.map((page) =>
    JSON.stringify({ ...page, email: "", sentAt: "", expiresAt: "", now: "" }),
  );
  expect(told[0]).toBe(told[1]);
});

test("five codes in ten minutes for one link, then a pause", async () => {
  const email = address();
  const { token } = await h.invited(email);
  for (let round = 0; round < 5; round += 1) valueIn(await h.begin(token));
  expect(await h.begin(token)).toMatchObject({ code: "rate-limited" });
  valueIn(await h.complete(token, await h.codeFor(email)));
});

test("what can no longer be used names nobody's address", async () => {
  const email = address();
  const { token, invitationId } = await h.invited(email);
  await w.owner`update invitations set expires_at = now() where id = ${invitationId}`;
  const expired = await h.pageOf(token);
  expect(expired).toMatchObject({ state: "expired", inviterName: "Ines" });
  expect(JSON.stringify(expired)).not.toContain("@");
  await w.owner`update invitations set removed_at = now() where id = ${invitationId}`;
  expect(await h.pageOf(token)).toEqual({ state: "removed" });
  expect(await h.pageOf("x".repeat(43))).toEqual({ state: "unknown" });
  expect(await h.pageOf("../../etc")).toEqual({ state: "unknown" });
});

test("a stranger's post from another site is refused", async () => {
  const { token } = await h.invited(address());
  const foreign = { origin: "http://elsewhere.example", "sec-fetch-site": "cross-site" };
  expect(await as(null, () => beginAcceptance.execute({ token, name: "Greta" }), foreign)).toMatchObject({
    code: "forbidden",
  });
});

test("nobody takes up what they answer for themselves", async () => {
  const email = address();
  const person = await w.stranger(email);
  const { token, invitationId } = await h.invited(email);
  await w.owner`
    insert into account_administrators (account_id, id, user_id) values (${w.account}, gen_random_uuid(), ${person.userId})`;
  await w.owner`update invitations set invited_by = ${person.userId} where id = ${invitationId}`;
  expect(await h.accept(person, token)).toMatchObject({ code: "conflict" });
  expect(await h.membershipsOf(email)).toHaveLength(0);
});

test("a reactivation gives back no more than the inviter holds", async () => {
  const email = address();
  const person = await w.stranger(email);
  const half = await w.role("Half", {
    levels: { segment: 4 },
    fine: ["general:invite-user", "general:manage-user"],
  });
  const inviter = await w.join("Halver", [half, w.roles.viewer as string]);
  const { token } = await h.invited(email, {}, inviter);
  const id = person.userId;
  await w.owner`insert into memberships (workspace_id, id, user_id) values (${w.workspace}, ${id}, ${id})`;
  await w.owner`
    insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
    values (${w.workspace}, ${id}, ${id}, ${w.roles.admin as string}, ${w.workspace}, 'direct')`;
  expect(await h.accept(person, token)).toMatchObject({ code: "conflict" });
  expect((await h.accessOf(email)).access.active).toBe(false);
  await w.owner`update grants set role_id = ${w.roles.viewer as string} where id = ${id}`;
  expect((await h.accept(person, token)).ok).toBe(true);
  expect((await h.accessOf(email)).access.active).toBe(true);
});

test("an archived workspace takes nobody in", async () => {
  const email = address();
  const person = await w.stranger(email);
  const { token } = await h.invited(email);
  await w.owner`update workspaces set archived_at = now() where id = ${w.workspace}`;
  const refused = await h.accept(person, token);
  const page = await h.pageOf(token);
  await w.owner`update workspaces set archived_at = null where id = ${w.workspace}`;
  expect(refused).toMatchObject({ code: "conflict" });
  expect(page).toEqual({ state: "removed" });
});
