import { afterAll, beforeAll, expect, test } from "vitest";
import { as } from "@/lib/doorway/testing/as";
import { inviteMember, removeInvitation, resendInvitation } from "./commands";
import type { PendingFilter } from "./input";
import { invitationAddress, invitationChoices, pendingInvitations } from "./queries";
import { handles } from "./testing/handles";
import { type Member, valueIn, type World, world } from "./testing/world";

let w: World;
let h: ReturnType<typeof handles>;
let reader: Member;
let host: Member;
beforeAll(async () => {
  w = await world();
  h = handles(w);
  reader = await w.join("Reader", [await w.role("Members only", { fine: ["general:view-members"] })]);
  host = await w.join("Host", [
    await w.role("Host", {
      levels: { segment: 3 },
      fine: ["general:invite-user", "marketing-object:view"],
    }),
  ]);
});
afterAll(() => w.close());

const pending = (filter: PendingFilter = {}, by = reader) =>
  as(by.token, () => pendingInvitations({ workspace: w.slug, ...filter }));

test("the list shows who waits and who expired, with roles and places, and no one else's", async () => {
  const group = await w.group("Brand", w.roles.viewer as string);
  const open = await h.invited("greta@elsewhere.example", { groupIds: [group], endsOn: "2038-01-01" });
  await h.invited("otto@elsewhere.example", {
    place: { roleId: w.roles.contributor, resourceId: w.project },
  });
  const old = await h.invited("olga@elsewhere.example");
  await w.owner`update invitations set expires_at = now() where id = ${old.invitationId}`;
  const gone = await h.invited("removed@elsewhere.example");
  await as(w.admin.token, () =>
    removeInvitation.execute({ workspace: w.slug, invitationId: gone.invitationId }),
  );
  const page = valueIn(await pending());
  expect(page.rows.map(({ email, status }) => [email, status])).toEqual([
    ["olga@elsewhere.example", "expired"],
    ["otto@elsewhere.example", "pending"],
    ["greta@elsewhere.example", "pending"],
  ]);
  expect(page.counts).toEqual({ pending: 2, expired: 1 });
  expect(page.next).toBeNull();
  expect(page.rows[1]?.roles).toMatchObject([{ name: "Contributor", place: "an object you cannot see" }]);
  expect(page.rows[2]).toMatchObject({
    id: open.invitationId,
    inviter: "Ines",
    groups: ["Brand"],
    accessEndsAt: "2038-01-01T23:00:00.000000Z",
    roles: [{ name: "Viewer", place: null, levels: [0, 1, 1, 1, 1, 1, 1, 1, 1, 1] }],
  });
});

test("search finds parts of the address, and its wildcards are letters", async () => {
  expect(valueIn(await pending({ q: "OTTO" })).rows).toHaveLength(1);
  for (const q of ["%", "_tto", "\\", "nobody"]) {
    const page = valueIn(await pending({ q }));
    expect([q, page.rows.length, page.counts]).toEqual([q, 0, { pending: 0, expired: 0 }]);
  }
});

test("pages follow one another without a gap or a double", async () => {
  for (let count = 0; count < 60; count += 1)
    await h.invited(`page${String(count).padStart(2, "0")}@many.example`);
  const first = valueIn(await pending({ q: "many.example" }));
  expect(first.rows).toHaveLength(50);
  const second = valueIn(await pending({ q: "many.example", after: first.next ?? "" }));
  expect(second.next).toBeNull();
  const seen = [...first.rows, ...second.rows].map(({ email }) => email);
  expect(new Set(seen).size).toBe(60);
  expect(first.counts.pending).toBe(60);
  const byEmail = valueIn(await pending({ q: "many.example", sort: "email" }));
  const rest = valueIn(await pending({ q: "many.example", sort: "email", after: byEmail.next ?? "" }));
  expect([...byEmail.rows, ...rest.rows].map(({ email }) => email)).toEqual(seen.toSorted());
  for (const after of ["x", "1.2", "'; --", `${"9".repeat(30)}.x`])
    expect((await pending({ after })).ok).toBe(true);
});

test("who may not see members, or not invite, gets nothing", async () => {
  const consumer = await w.join("Consumer", [w.roles.consumer as string]);
  expect(await pending({}, consumer)).toMatchObject({ code: "forbidden" });
  expect(await as(reader.token, () => invitationChoices({ workspace: w.slug }))).toMatchObject({
    code: "forbidden",
  });
  const ask = (by: Member) =>
    as(by.token, () => invitationAddress({ workspace: w.slug, email: "greta@elsewhere.example" }));
  expect(await ask(reader)).toMatchObject({ code: "forbidden" });
  expect(await ask(host)).toMatchObject({ ok: true, value: { state: "invited" } });
});

test("an address is told apart within this workspace only", async () => {
  const state = async (email: string) =>
    valueIn(await as(host.token, () => invitationAddress({ workspace: w.slug, email }))).state;
  await w.stranger("stranger@elsewhere.example");
  expect(await state("stranger@elsewhere.example")).toBe("new");
  expect(await state("nobody@elsewhere.example")).toBe("new");
  expect(await state(reader.email)).toBe("member");
  expect(await state("olga@elsewhere.example")).toBe("expired");
});

test("an administrator of the account is named as such, and may still be invited", async () => {
  const { userId, email } = await w.stranger("kim@elsewhere.example", "Kim");
  await w.owner`insert into account_administrators (account_id, id, user_id)
    values (${w.account}, ${crypto.randomUUID()}, ${userId})`;
  const state = () => as(host.token, () => invitationAddress({ workspace: w.slug, email }));
  expect(valueIn(await state())).toEqual({ state: "administrator", name: "Kim" });
  await w.owner`update account_administrators set valid_to = clock_timestamp() where user_id = ${userId}`;
  expect(valueIn(await state())).toEqual({ state: "new" });
});

test("what may not be offered says why, and what the form lets through the server lets through", async () => {
  const strong = await w.group("Strong", w.roles["power-user"] as string);
  const choices = valueIn(await as(host.token, () => invitationChoices({ workspace: w.slug })));
  const role = (name: string) => choices.roles.find((one) => one.name === name);
  expect(choices.timeZone).toBe("Europe/Vienna");
  expect(role("Host")?.beyond).toBeNull();
  expect(role("Admin")?.beyond).toContain("more permissions");
  expect(choices.groups.find(({ id }) => id === strong)?.beyond).not.toBeNull();
  const project = choices.places.find(({ id }) => id === w.project);
  expect(project).toMatchObject({ name: "Spring", kind: "project", within: [] });
  expect(project?.refused).toContain(w.roles.contributor);
  expect(choices.places.map(({ kind }) => kind)).toEqual(["project"]);
  for (const { id, kind, beyond } of choices.roles.filter((one) => one.kind !== "governance")) {
    const outcome = await as(host.token, () =>
      inviteMember.execute({ workspace: w.slug, email: `${id}@roles.example`, roleIds: [id] }),
    );
    expect([kind, outcome.ok]).toEqual([kind, beyond === null]);
  }
  const admin = valueIn(await as(w.admin.token, () => invitationChoices({ workspace: w.slug })));
  expect(admin.roles.every(({ beyond }) => beyond === null)).toBe(true);
  expect(admin.roles[0]?.name).toBe("Viewer");
  expect(admin.places.every(({ refused }) => refused.length === 0)).toBe(true);
});

test("a place that the person who invites may not open is not told, and cannot be offered", async () => {
  const roleId = await w.role("Members only, elsewhere", { fine: ["general:view-members"] });
  const offer = (resourceId: string) =>
    as(host.token, () =>
      inviteMember.execute({
        workspace: w.slug,
        email: `${resourceId}@places.example`,
        place: { roleId, resourceId },
      }),
    );
  const unknown = await offer(crypto.randomUUID());
  expect(unknown).toMatchObject({ code: "invalid", fields: { place: expect.any(String) } });
  expect(await offer(w.product)).toEqual(unknown);
  expect(await offer(w.project)).toMatchObject({ ok: true });
});

test("what its inviter may no longer give says so in the list, on its page and before a name is typed", async () => {
  const kept = await w.role("Lapsing viewer", { levels: { segment: 1 } });
  const strong = await w.join("Lapsing editor", [
    await w.role("Strong host", { levels: { segment: 3 }, fine: ["general:invite-user"] }),
  ]);
  const { token, invitationId } = await h.invited("lapsed@elsewhere.example", { roleIds: [kept] }, strong);
  const stands = async () => valueIn(await pending({ q: "lapsed@" })).rows.map(({ lapsed }) => lapsed);
  expect(await stands()).toEqual([false]);
  expect(await h.pageOf(token)).toMatchObject({ state: "open" });
  await w.owner`update grants set valid_to = clock_timestamp() where membership_id = ${strong.membershipId}`;
  expect(await stands()).toEqual([true]);
  const reason = expect.stringContaining("Lapsing editor may no longer give what this invitation offers");
  expect(await h.pageOf(token)).toMatchObject({ state: "lapsed", reason });
  expect(await h.begin(token)).toMatchObject({ ok: false, code: "conflict", message: reason });
  valueIn(await as(w.admin.token, () => resendInvitation.execute({ workspace: w.slug, invitationId })));
  expect(await stands()).toEqual([false]);
  expect(await h.pageOf(await w.linkOf("lapsed@elsewhere.example"))).toMatchObject({ state: "open" });
});
