import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { restoreRole } from "./commands";
import { roleRevisions } from "./revisions";
import { actsOf, only } from "./testing/acts";
import { type Office, openOffice, slug } from "./testing/office";

let o: Office;
const { by, revise, remove, fresh, present, lastEvent } = actsOf(() => o);

beforeAll(async () => {
  o = await openOffice();
});
beforeEach(() => o.owner`truncate rate_limits`);
afterAll(() => o.close());

const member = (name: string) => o.here.people[name]?.membershipId ?? "";

test("a revision begins where the former one ends, which stays as it was", async () => {
  const { id } = await fresh("campaign:view");
  const outcome = await revise("Ada", id, 1, { name: "Renamed", draft: only("campaign:publish") });
  expect(outcome).toMatchObject({ ok: true, value: { name: "Renamed" } });
  const revisions = await o.owner`
    select number, name, valid_to is null as present, author_id from role_revisions where role_id = ${id} order by number`;
  expect(revisions).toMatchObject([
    { number: 1, present: false },
    { number: 2, present: true, name: "Renamed", author_id: o.here.people.Ada?.userId },
  ]);
  const [meeting] = await o.owner`
    select a.valid_to = b.valid_from as exactly from role_revisions a, role_revisions b
    where a.role_id = ${id} and b.role_id = ${id} and a.number = 1 and b.number = 2`;
  expect(meeting?.exactly).toBe(true);
  expect(await lastEvent("role.revised")).toMatchObject({
    before: { permissions: ["campaign:view"] },
    after: { name: "Renamed" },
  });
});

test("system and governance roles, foreign roles, and revisions without a difference are refused", async () => {
  for (const [key, name] of [
    ["viewer", "Viewer"],
    ["steward", "Steward"],
  ] as const) {
    const id = o.here.roles[key] ?? "";
    expect(await revise("Ada", id, 1, { name })).toMatchObject({ code: "forbidden" });
    expect(await remove("Ada", id, null)).toMatchObject({ code: "forbidden" });
  }
  for (const id of [o.roles.foreign, crypto.randomUUID()])
    expect(await revise("Ada", id, 1)).toMatchObject({ code: "not-found" });
  const { id, name } = await fresh("campaign:view");
  expect(await revise("Ada", id, 1, { name, draft: only("campaign:view") })).toMatchObject({
    code: "invalid",
  });
  expect((await present(id)).number).toBe(1);
});

test("nobody adds to a role or takes from it what they do not hold", async () => {
  const { id, name } = await fresh("campaign:publish");
  const to = (...fine: string[]) => revise("Rob", id, 1, { name, draft: only(...fine) });
  expect(await to("campaign:publish", "data-space:export")).toMatchObject({ code: "forbidden" });
  expect(await to("campaign:edit")).toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("Publish Campaign"),
  });
  expect(await to("campaign:publish", "general:manage-role")).toMatchObject({ ok: true });
});

test("nobody adds to a role they hold themselves, but may take from it", async () => {
  const own = await fresh("campaign:view");
  await o.give({ membershipId: member("Ada") }, own.id);
  const more = { name: own.name, draft: only("campaign:edit") };
  expect(await revise("Ada", own.id, 1, more)).toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("nobody changes their own access"),
  });
  expect(await revise("Ben", own.id, 1, more)).toMatchObject({ ok: true });
  const keeper = (revision: number, ...fine: string[]) =>
    revise("Rob", o.roles.keeper, revision, { name: "Keeper", draft: only("general:manage-role", ...fine) });
  expect(await keeper(1)).toMatchObject({ ok: true });
  expect(await keeper(2, "campaign:view")).toMatchObject({ code: "forbidden" });
});

test("a role that reaches somebody through a group is their own as long as they belong to it", async () => {
  const { id, name } = await fresh("campaign:view");
  const more = { name, draft: only("campaign:edit") };
  await o.give({ groupId: o.group }, id);
  await o.owner`
    insert into group_memberships (workspace_id, id, group_id, membership_id)
    values (${o.here.workspaceId}, gen_random_uuid(), ${o.group}, ${member("Ben")})`;
  expect(await revise("Ben", id, 1, more)).toMatchObject({ code: "forbidden" });
  await o.owner`
    update group_memberships set valid_to = clock_timestamp() where membership_id = ${member("Ben")}`;
  expect(await revise("Ben", id, 1, more)).toMatchObject({ ok: true });
  await o.give({ membershipId: member("Kim") }, id);
  const most = { name, draft: only("campaign:publish") };
  expect(await revise("Kim", id, 2, most), "an account administrator").toMatchObject({ ok: true });
});

test("of two who began from the same revision the second is refused, and nothing is lost", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id, name } = await fresh("campaign:view");
    const to = (who: string, ...fine: string[]) => revise(who, id, 1, { name, draft: only(...fine) });
    const outcomes = await Promise.all([
      to("Ada", "campaign:publish"),
      to("Ben", "campaign:view", "budget:view"),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const loser = outcomes.find(({ ok }) => !ok);
    expect(loser).toMatchObject({ code: "conflict", fields: { revision: expect.any(String) } });
    expect(loser?.message).toMatch(/(Ada|Ben) changed Role \d+ meanwhile/);
    const { number, permissions } = await present(id);
    expect(number).toBe(2);
    expect(permissions.includes("campaign:publish")).toBe(outcomes[0]?.ok);
  }
});

test("restoring makes a new revision of what the role said then, under the same rules", async () => {
  const { id, name } = await fresh("campaign:publish", "data-space:export");
  await revise("Ada", id, 1, { name: "Other", draft: only("campaign:edit") });
  const restore = (who: string, revision: number, number: number) =>
    by(who, () => restoreRole.execute({ workspace: slug, roleId: id, revision, number }));
  expect(await restore("Rob", 2, 1)).toMatchObject({ code: "forbidden" });
  expect(await restore("Ada", 1, 1)).toMatchObject({ code: "conflict" });
  expect(await restore("Ada", 2, 7)).toMatchObject({ code: "not-found" });
  expect(await restore("Ada", 2, 2)).toMatchObject({ code: "invalid" });
  expect(
    await by("Ada", () => restoreRole.preview({ workspace: slug, roleId: id, number: 1 })),
  ).toMatchObject({ value: { refusal: null, present: { number: 2 } } });
  expect(await restore("Ada", 2, 1)).toMatchObject({ ok: true, value: { name } });
  expect((await present(id)).permissions).toContain("data-space:export");
  expect((await lastEvent("role.revised"))?.after).toMatchObject({ restored: 1, name });
});

test("the history tells each revision, by whom, and what it changed", async () => {
  const { id, name } = await fresh("data-space:export");
  await revise("Ben", id, 1, { name: "Told", draft: only("data-space:view-data") });
  const history = (asked: object = {}) =>
    by("Rob", () => roleRevisions({ workspace: slug, roleId: id, ...asked }));
  expect(await history()).toMatchObject({
    value: {
      count: 2,
      next: null,
      revisions: [
        {
          number: 2,
          author: "Ben",
          was: { name },
          change: { permissions: [{ name: "Export Data", now: false }] },
        },
        { number: 1, author: "Ada", was: {}, change: null },
      ],
    },
  });
  expect(await history({ before: 2 })).toMatchObject({ value: { count: 2, revisions: [{ number: 1 }] } });
  const none = { workspace: slug, roleId: o.roles.foreign };
  expect(await by("Ada", () => roleRevisions(none))).toMatchObject({ code: "not-found" });
});
