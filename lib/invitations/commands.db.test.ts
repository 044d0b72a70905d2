import { afterAll, beforeAll, expect, test } from "vitest";
import { as, letProofAge } from "@/lib/doorway/testing/as";
import { inviteMember, removeInvitation, resendInvitation } from "./commands";
import { type Member, valueIn, type World, world } from "./testing/world";

let w: World;
let inviter: Member;
beforeAll(async () => {
  w = await world();
  const mayInvite = await w.role("Host", { levels: { segment: 3 }, fine: ["general:invite-user"] });
  inviter = await w.join("Hosting", [mayInvite, w.roles.viewer as string]);
});
afterAll(() => w.close());

let count = 0;
const address = () => `guest${++count}@elsewhere.example`;
const invite = (email: string, input: Record<string, unknown> = {}, by = w.admin) =>
  as(by.token, () =>
    inviteMember.execute({
      workspace: w.slug,
      email,
      ...("place" in input ? {} : { roleIds: [w.roles.viewer] }),
      ...input,
    }),
  );
const eventsOf = (id: string) =>
  w.owner`select action, actor_id, outcome from audit_events where target_id = ${id} order by seq`;

test("an invitation is stored hashed, mailed for 24 hours and told to the audit log once", async () => {
  const email = address();
  const sent = valueIn(await invite(`  ${email.toUpperCase()} `));
  expect(sent.email).toBe(email);
  const letter = await w.mailed("invitation", email);
  expect(letter).toMatchObject({
    inviterName: "Ines",
    workspaceName: "North",
    roles: ["Viewer"],
    accessEndsAt: null,
  });
  const token = await w.linkOf(email);
  expect(token).toMatch(/^[\w-]{43}$/);
  const [row] = await w.owner`
    select token_hash, extract(epoch from expires_at - sent_at)::int as seconds, expires_at > now() + interval '23 hours 59 minutes' as ahead
    from invitations where id = ${sent.invitationId}`;
  expect(row).toMatchObject({ seconds: 86_400, ahead: true });
  expect(row?.token_hash).not.toContain(token);
  expect(await eventsOf(sent.invitationId)).toMatchObject([
    { action: "invitation.sent", actor_id: w.admin.userId },
  ]);
});

test("a repeated form invites once", async () => {
  const email = address();
  const again = { idempotencyKey: "form-0001" };
  const [one, two] = await Promise.all([invite(email, again), invite(email, again)]);
  const three = await invite(email, again);
  const sent = [one, two, three].filter(({ ok }) => ok);
  expect(sent.length).toBeGreaterThanOrEqual(2);
  const [mails] = await w.owner`select count(*)::int as n from outbox where recipient = ${email}`;
  expect(mails?.n).toBe(1);
});

test("who may not invite is refused, and nothing is written", async () => {
  const reader = await w.join("Reader", [w.roles.viewer as string]);
  const email = address();
  expect(await invite(email, {}, reader)).toMatchObject({ ok: false, code: "forbidden" });
  expect(await w.owner`select 1 from outbox where recipient = ${email}`).toHaveLength(0);
});

test("nobody offers more than they hold, and is told which permissions", async () => {
  const refused = await invite(address(), { roleIds: [w.roles["power-user"]] }, inviter);
  expect(refused).toMatchObject({ ok: false, code: "forbidden" });
  expect(!refused.ok && refused.message).toContain("more than you hold yourself");
  expect(!refused.ok && refused.fields?.roleIds).toMatch(/Beyond what you hold: .*more permissions/);
  expect((await invite(address(), {}, inviter)).ok).toBe(true);
});

test("the ceiling covers what a group brings, and a place below the workspace", async () => {
  const strong = await w.group("Strong", w.roles["power-user"] as string);
  expect(await invite(address(), { groupIds: [strong] }, inviter)).toMatchObject({ code: "forbidden" });
  const place = { roleId: w.roles.owner, resourceId: w.product };
  expect(await invite(address(), { place }, inviter)).toMatchObject({ code: "forbidden" });
  expect((await invite(address(), { place })).ok).toBe(true);
  const weak = await w.group("Weak", w.roles.viewer as string);
  expect((await invite(address(), { groupIds: [weak] }, inviter)).ok).toBe(true);
});

test("an offer of Admin needs a fresh proof, by role or by group", async () => {
  const elsewhere = await w.join("Stale", [w.roles.admin as string]);
  await letProofAge(elsewhere.userId);
  const admins = await w.group("Admins", w.roles.admin as string);
  expect(await invite(address(), { roleIds: [w.roles.admin] }, elsewhere)).toMatchObject({
    code: "stale-proof",
  });
  expect(await invite(address(), { groupIds: [admins] }, elsewhere)).toMatchObject({ code: "stale-proof" });
  expect((await invite(address(), {}, elsewhere)).ok).toBe(true);
  expect((await invite(address(), { roleIds: [w.roles.admin] })).ok).toBe(true);
});

test("a member, a deactivated one, an invited address and one's own are refused in words", async () => {
  const member = await w.join("Mateo", [w.roles.viewer as string]);
  expect(await invite(member.email)).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("member already"),
  });
  await w.owner`update active_periods set valid_to = now() where membership_id = ${member.membershipId}`;
  expect(await invite(member.email)).toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Reactivate"),
  });
  const email = address();
  valueIn(await invite(email));
  expect(await invite(email)).toMatchObject({ code: "conflict", message: expect.stringContaining("Resend") });
  const outside = await w.stranger("chief@north.example");
  await w.owner`insert into account_administrators (account_id, id, user_id) values (${w.account}, ${w.account}, ${outside.userId})`;
  expect(await invite(outside.email, {}, outside)).toMatchObject({ code: "forbidden" });
});

test("an expired invitation is ended and replaced", async () => {
  const email = address();
  const { invitationId } = valueIn(await invite(email));
  await w.owner`update invitations set expires_at = now() where id = ${invitationId}`;
  const { invitationId: second } = valueIn(await invite(email));
  const rows =
    await w.owner`select id, removed_at is not null as removed from invitations where email = ${email} order by created_at`;
  expect(rows).toMatchObject([
    { id: invitationId, removed: true },
    { id: second, removed: false },
  ]);
});

test("the database holds one live invitation per address, whatever the code does", async () => {
  const email = address();
  const results = await Promise.all(Array.from({ length: 8 }, () => invite(email)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  await expect(
    w.owner`insert into invitations (workspace_id, id, email, token_hash, invited_by, expires_at)
      values (${w.workspace}, gen_random_uuid(), ${email}, 'x', ${w.admin.userId}, now())`,
  ).rejects.toThrow(/invitations_one_live/);
});

test("an end is the end of that day in the workspace's zone, and lies ahead", async () => {
  const { invitationId } = valueIn(await invite(address(), { endsOn: "2038-06-14" }));
  const [row] = await w.owner`
    select (access_ends_at at time zone 'Europe/Vienna')::text as ends from invitations where id = ${invitationId}`;
  expect(row?.ends).toBe("2038-06-15 00:00:00");
  expect(await invite(address(), { endsOn: "2020-01-01" })).toMatchObject({
    code: "invalid",
    fields: { endsOn: expect.any(String) },
  });
});

test("what does not exist or does not fit is refused by its field", async () => {
  const unknown = "018f0000-0000-7000-8000-000000000000";
  expect(await invite(address(), { roleIds: [unknown] })).toMatchObject({ code: "invalid" });
  expect(await invite(address(), { groupIds: [unknown] })).toMatchObject({ code: "invalid" });
  expect(await invite(address(), { roleIds: [w.roles.steward] })).toMatchObject({ code: "invalid" });
  expect(
    await invite(address(), { place: { roleId: w.roles.steward, resourceId: w.project } }),
  ).toMatchObject({ code: "invalid" });
  expect(
    await invite(address(), { place: { roleId: w.roles.viewer, resourceId: w.workspace } }),
  ).toMatchObject({ code: "invalid" });
  expect(await invite(address(), { roleIds: [] })).toMatchObject({
    code: "invalid",
    fields: { roleIds: expect.any(String) },
  });
  expect(await invite("nobody")).toMatchObject({ code: "invalid", fields: { email: expect.any(String) } });
});

test("resending renews link and expiry on the same row, and the person who resends answers for it", async () => {
  const email = address();
  const { invitationId } = valueIn(await invite(email));
  const before = await w.linkOf(email);
  await w.owner`update invitations set expires_at = now() where id = ${invitationId}`;
  const resend = (by: Member) =>
    as(by.token, () => resendInvitation.execute({ workspace: w.slug, invitationId }));
  valueIn(await resend(inviter));
  expect(await w.linkOf(email)).not.toBe(before);
  const [row] =
    await w.owner`select invited_by, expires_at > now() + interval '23 hours' as ahead from invitations where id = ${invitationId}`;
  expect(row).toMatchObject({ invited_by: inviter.userId, ahead: true });
  expect((await eventsOf(invitationId)).map(({ action }) => action)).toEqual([
    "invitation.sent",
    "invitation.resent",
  ]);
});

test("resending meets the ceiling and the fresh proof of whoever resends", async () => {
  const { invitationId } = valueIn(await invite(address(), { roleIds: [w.roles.admin] }));
  const resend = (by: Member) =>
    as(by.token, () => resendInvitation.execute({ workspace: w.slug, invitationId }));
  expect(await resend(inviter)).toMatchObject({ code: "forbidden" });
  const other = await w.join("Late", [w.roles.admin as string]);
  await letProofAge(other.userId);
  expect(await resend(other)).toMatchObject({ code: "stale-proof" });
});

test("a removed invitation is gone for good", async () => {
  const { invitationId } = valueIn(await invite(address()));
  const remove = () => as(w.admin.token, () => removeInvitation.execute({ workspace: w.slug, invitationId }));
  valueIn(await remove());
  expect(await remove()).toMatchObject({ code: "not-found" });
  expect(
    await as(w.admin.token, () => resendInvitation.execute({ workspace: w.slug, invitationId })),
  ).toMatchObject({ code: "not-found" });
  expect((await eventsOf(invitationId)).map(({ action }) => action)).toEqual([
    "invitation.sent",
    "invitation.removed",
  ]);
});

test("nobody resends an invitation to themselves, or one whose access is over", async () => {
  const outside = await w.stranger("boss@north.example");
  await w.owner`
    insert into account_administrators (account_id, id, user_id) values (${w.account}, gen_random_uuid(), ${outside.userId})`;
  const resend = (by: Member, invitationId: string) =>
    as(by.token, () => resendInvitation.execute({ workspace: w.slug, invitationId }));
  const own = valueIn(await invite(outside.email));
  expect(await resend(outside, own.invitationId)).toMatchObject({ code: "forbidden" });
  const over = valueIn(await invite(address(), { endsOn: "2038-01-01" }));
  await w.owner`update invitations set access_ends_at = now() where id = ${over.invitationId}`;
  expect(await resend(w.admin, over.invitationId)).toMatchObject({ code: "conflict" });
});

test("an archived place and an ended group are not offered", async () => {
  const group = await w.group("Ended", w.roles.viewer as string);
  await w.owner`update groups set ended_at = now() where id = ${group}`;
  expect(await invite(address(), { groupIds: [group] })).toMatchObject({ code: "invalid" });
  await w.owner`update resources set archived_at = now() where id = ${w.project}`;
  const place = { roleId: w.roles.contributor, resourceId: w.project };
  expect(await invite(address(), { place })).toMatchObject({ code: "invalid" });
  await w.owner`update resources set archived_at = null where id = ${w.project}`;
});
