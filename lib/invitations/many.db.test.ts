import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { as, letProofAge } from "@/lib/doorway/testing/as";
import { checkAddresses } from "./check";
import { inviteMany } from "./commands";
import { address } from "./testing/handles";
import { type Member, valueIn, type World, world } from "./testing/world";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

type Row = { email: string; offer: number };
const offer = (roleIds: (string | undefined)[], more = {}) => ({ roleIds, ...more });
const send = (rows: Row[], offers: object[] = [offer([w.roles.viewer])], by: Member = w.admin, more = {}) =>
  as(by.token, () => inviteMany.execute({ workspace: w.slug, offers, rows, ...more }));
const check = async (text: string, by: Member = w.admin) =>
  valueIn(await as(by.token, () => checkAddresses({ workspace: w.slug, text })));
const eventsOf = async (email: string) =>
  (
    await w.owner`select after from audit_events where target_label = ${email} and action = 'invitation.sent'`
  ).map(({ after }) => after);
const liveOf = async (emails: string[]) =>
  (
    await w.owner`select email from invitations where email = any(${emails}) and accepted_at is null and removed_at is null`
  ).map(({ email }) => email);

const deactivated = async (name: string) => {
  const member = await w.join(name, [w.roles.viewer as string]);
  await w.owner`update active_periods set valid_to = now() where membership_id = ${member.membershipId}`;
  return member;
};

test("a failure in one row loses no other, and each says what became of it", async () => {
  const [fresh, other, invited] = [address(), address(), address()];
  const member = await w.join("Mia", []);
  const away = await deactivated("Dan");
  await send([{ email: invited, offer: 0 }]);
  const emails = [
    fresh,
    "nobody",
    member.email,
    away.email,
    w.admin.email,
    invited,
    other,
    fresh.toUpperCase(),
  ];
  const { rows } = valueIn(await send(emails.map((email) => ({ email, offer: 0 }))));
  expect(rows.map((row) => ("refused" in row ? row.refused : "sent"))).toEqual([
    "sent",
    "Type a complete e-mail address.",
    "Mia is a member already. Change their roles on their page.",
    "Dan is deactivated here. Reactivate them instead of inviting.",
    "Ines is a member already. Change their roles on their page.",
    "This address is invited already. Use Resend invite under Pending invitations.",
    "sent",
    "This address is invited already. Use Resend invite under Pending invitations.",
  ]);
  for (const email of [fresh, other]) {
    expect(await eventsOf(email)).toMatchObject([{ roles: ["Viewer"], groups: [] }]);
    expect((await w.mailed("invitation", email)).roles).toEqual(["Viewer"]);
  }
  expect((await liveOf(emails)).toSorted()).toEqual([fresh, invited, other].toSorted());
});

test("rows get different offers: roles, groups, an end; one that is too much refuses its rows alone", async () => {
  const host = await w.join("Host", [
    await w.role("Host", { fine: ["general:invite-user", "general:view-members"] }),
    w.roles.viewer as string,
  ]);
  const group = await w.group("Readers", w.roles.viewer as string);
  const emails = [address(), address(), address(), address()];
  const offers = [
    offer([w.roles.viewer], { endsOn: "2999-01-31" }),
    offer([w.roles.editor]),
    offer([], { groupIds: [group] }),
    offer([crypto.randomUUID()]),
  ];
  const { rows } = valueIn(
    await send(
      emails.map((email, nth) => ({ email, offer: nth })),
      offers,
      host,
    ),
  );
  expect(rows.map((row) => "event" in row)).toEqual([true, false, true, false]);
  expect(rows[1]).toMatchObject({ refused: expect.stringContaining("more than you hold yourself") });
  expect(rows[3]).toMatchObject({ refused: expect.stringContaining("no longer exists") });
  expect(await w.mailed("invitation", emails[0] ?? "")).toMatchObject({
    accessEndsAt: expect.stringContaining("2999-01-31"),
  });
  expect(await w.mailed("invitation", emails[2] ?? "")).toMatchObject({ roles: [], groups: ["Readers"] });
  expect(await liveOf(emails)).toHaveLength(2);
});

test("sent twice under one key, it is carried out once; an expired invitation is replaced", async () => {
  const emails = [address(), address()];
  await send([{ email: emails[0] ?? "", offer: 0 }]);
  await w.owner`update invitations set expires_at = now() where email = ${emails[0] ?? ""}`;
  const idempotencyKey = crypto.randomUUID();
  const rows = emails.map((email) => ({ email, offer: 0 }));
  const both = await Promise.all([1, 2].map(() => send(rows, undefined, w.admin, { idempotencyKey })));
  expect(both[0]).toEqual(both[1]);
  expect(valueIn(both[0] as (typeof both)[0]).rows.every((row) => "event" in row)).toBe(true);
  expect((await eventsOf(emails[0] ?? "")).length).toBe(2);
  expect((await eventsOf(emails[1] ?? "")).length).toBe(1);
  expect(await liveOf(emails)).toHaveLength(2);
});

test("two who send the same list at once: one invitation for each address", async () => {
  const second = await w.join("Ivo", [w.roles.admin as string]);
  const rows = Array.from({ length: 40 }, () => ({ email: address(), offer: 0 }));
  const both = await Promise.all([send(rows), send(rows, undefined, second)]);
  const sent = both.flatMap((outcome) => valueIn(outcome).rows.filter((row) => "event" in row));
  expect(sent).toHaveLength(40);
  expect(new Set((await liveOf(rows.map(({ email }) => email))).values()).size).toBe(40);
});

test("offering Admin asks for a fresh proof first; who may not invite is refused whole", async () => {
  const old = await w.join("Old", [w.roles.admin as string]);
  await letProofAge(old.userId);
  const rows = [{ email: address(), offer: 0 }];
  expect(await send(rows, [offer([w.roles.admin])], old)).toMatchObject({ code: "stale-proof" });
  expect(await send(rows, [offer([w.roles.viewer])], old)).toMatchObject({ ok: true });
  const viewer = await w.join("Vic", [w.roles.viewer as string]);
  expect(await send(rows, undefined, viewer)).toMatchObject({ code: "forbidden" });
  expect(
    await as(viewer.token, () => checkAddresses({ workspace: w.slug, text: "a@b.example" })),
  ).toMatchObject({ code: "forbidden" });
});

test("what does not fit is refused by its field", async () => {
  const row = { email: address(), offer: 0 };
  expect(await send([])).toMatchObject({ code: "invalid" });
  expect(await send([{ ...row, offer: 1 }])).toMatchObject({ code: "invalid" });
  expect(await send([row], [offer([])])).toMatchObject({ code: "invalid" });
  expect(await send(Array.from({ length: 501 }, () => row))).toMatchObject({ code: "invalid" });
  expect(await liveOf([row.email])).toEqual([]);
});

test("a list is read and each address told apart, before anything is sent", async () => {
  const [invited, late] = [address(), address()];
  const member = await w.join("Max", []);
  const away = await deactivated("Eva");
  await send([invited, late].map((email) => ({ email, offer: 0 })));
  await w.owner`update invitations set expires_at = now() where email = ${late}`;
  const text = `Email;Role\n${address()};viewer\n${invited}\n${late};Emperor\n${member.email}\n${away.email}\nodd\n${w.admin.email}`;
  const { rows } = await check(text);
  expect(
    rows.map(({ line, standing, problem, roleId, unknownRole }) => [
      line,
      problem ?? standing.state,
      roleId ?? unknownRole,
    ]),
  ).toEqual([
    [2, "new", w.roles.viewer],
    [3, "invited", null],
    [4, "expired", "Emperor"],
    [5, "member", null],
    [6, "deactivated", null],
    [7, "No address: the @ is missing", null],
    [8, "own", null],
  ]);
});

test("5,000 addresses are checked and invited soon", async () => {
  const emails = Array.from({ length: 5_000 }, () => address());
  let began = performance.now();
  expect((await check(emails.join("\n"))).rows).toHaveLength(5_000);
  const checked = performance.now() - began;
  const times: number[] = [];
  for (let from = 0; from < emails.length; from += 500) {
    began = performance.now();
    const { rows } = valueIn(
      await send(emails.slice(from, from + 500).map((email) => ({ email, offer: 0 }))),
    );
    times.push(performance.now() - began);
    expect(rows.every((row) => "event" in row)).toBe(true);
  }
  const sum = times.reduce((a, b) => a + b, 0);
  console.log(
    `checked in ${checked.toFixed()} ms, sent in ${sum.toFixed()} ms, the longest call ${Math.max(...times).toFixed()} ms`,
  );
  expect(checked).toBeLessThan(3_000);
  expect(sum).toBeLessThan(30_000);
}, 120_000);
