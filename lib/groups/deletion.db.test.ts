import { afterAll, afterEach, describe, expect, it } from "vitest";
import { addMembers, deleteGroup, endGroupGrant, removeMembers } from "./commands";
import { actsIn } from "./testing/acts";
import { world } from "./testing/world";

const w = await world(0);
const { by, members, group, give, onProduct, inside, grantsOf, event, preview } = actsIn(w);
afterAll(() => w.close());

describe("deleting", () => {
  afterEach(async () => {
    await w.owner`update grants set valid_to = valid_from where source = 'direct' and membership_id in (
      ${w.memberships.gil}, ${w.memberships.vic}) and role_id <> ${w.roles.viewer as string}`;
  });

  it("ends the grants with the group", async () => {
    const on = await group("vic", "gil");
    await give(on, "editor");
    const shown = await preview("ada", on, { kind: "delete", grants: "end" });
    expect(shown.summary?.counts.lose).toBeGreaterThan(0);
    const deleted = await by("ada", () => deleteGroup.execute({ ...on, grants: "end" }));
    expect(await event(deleted.value.event)).toMatchObject({
      action: "group.deleted",
      before: { members: ["gil", "vic"], people: 2, grants: ["Editor"] },
      after: { grants: "Ended with the group" },
    });
    expect(await grantsOf(on)).toEqual([]);
    expect(await inside(on)).toEqual([]);
    expect(await by("ada", () => addMembers.execute({ ...on, ...members("vic") }))).toMatchObject({
      code: "not-found",
    });
  });

  it("lets each member keep them as their own, with the same role, end and adjustments", async () => {
    const on = await group("vic", "gil");
    await give(on, "viewer");
    const grantId = await onProduct(on, "consumer", "2199-06-30T00:00:00Z");
    await w.owner`update grants set plus = '{data-space:export}', review_on = '2199-01-01' where id = ${grantId}`;
    await w.owner`
      update group_memberships set valid_to = '2198-01-01T00:00:00Z'
      where group_id = ${on.groupId} and membership_id = ${w.memberships.gil}`;
    const shown = await preview("ada", on, { kind: "delete", grants: "keep" });
    expect(shown).toMatchObject({ refusal: null, summary: { counts: { gain: 0, lose: 0 } } });
    expect(await by("ada", () => deleteGroup.execute({ ...on, grants: "keep" }))).toMatchObject({ ok: true });
    const kept = await w.owner`
      select u.name, r.key, g.plus, g.source, g.review_on::text as review, to_char(g.valid_to at time zone 'UTC', 'YYYY-MM-DD') as ends
      from grants g join memberships m on m.id = g.membership_id join users u on u.id = m.user_id join roles r on r.id = g.role_id
      where g.granted_by = ${w.users.ada} and g.valid_from > now() - interval '5 seconds' and g.membership_id is not null and g.source <> 'setup'
      order by u.name, r.key`;
    const product = { key: "consumer", plus: ["data-space:export"], source: "direct", review: "2199-01-01" };
    expect([...kept]).toEqual([
      { name: "gil", ...product, ends: "2198-01-01" },
      { name: "gil", key: "viewer", plus: [], source: "direct", review: null, ends: "2198-01-01" },
      { name: "vic", ...product, ends: "2199-06-30" },
    ]);
    expect(await grantsOf(on)).toEqual([]);
  });

  it("keeps the Admins it has, and those whom it makes count", async () => {
    const on = await group("vic");
    await give(on, "admin");
    const admins = async () =>
      (
        await w.owner`select 1 from grants g join roles r on r.id = g.role_id and r.key = 'admin'
        where g.membership_id is not null and g.valid_to is null`
      ).length;
    const before = await admins();
    expect(await by("ada", () => deleteGroup.execute({ ...on, grants: "keep" }))).toMatchObject({ ok: true });
    expect(await admins()).toBe(before + 1);
  });
});

describe("a product", () => {
  it("keeps its last Owner, whichever way the group would take them", async () => {
    const on = await group("gil");
    const grantId = await onProduct(on, "owner");
    await w.owner`update grants set valid_to = clock_timestamp() where membership_id = ${w.memberships.oda}`;
    const refused = { code: "conflict", message: expect.stringContaining("Loyalty without an Owner") };
    for (const attempt of [
      () => removeMembers.execute({ ...on, ...members("gil") }),
      () => endGroupGrant.execute({ ...on, grantId }),
      () => deleteGroup.execute({ ...on, grants: "end" }),
    ])
      expect(await by("ada", attempt)).toMatchObject(refused);
    for (const change of [
      { kind: "remove", ...members("gil") },
      { kind: "end", grantId },
      { kind: "delete", grants: "end" },
    ] as const)
      expect((await preview("ada", on, change)).refusal).toBe(
        "This leaves Loyalty without an Owner. Assign somebody else first.",
      );
    expect(await inside(on)).toEqual(["gil"]);
    await by("ada", () => addMembers.execute({ ...on, ...members("vic") }));
    expect(await by("ada", () => removeMembers.execute({ ...on, ...members("gil") }))).toMatchObject({
      ok: true,
    });
    expect(await by("ada", () => deleteGroup.execute({ ...on, grants: "keep" }))).toMatchObject({ ok: true });
  });
});

describe("preview", () => {
  it("tells whom a change gives what, and takes it back", async () => {
    const on = await group("gil");
    await give(on, "power-user");
    const shown = await preview("ada", on, { kind: "add", ...members("vic", "gil") });
    expect(shown).toMatchObject({ refusal: null, givesFullAdmin: false });
    expect(shown.summary?.counts).toEqual({ gain: 1, stay: 0, lose: 0 });
    expect(shown.summary?.people.map(({ name }) => name)).toEqual(["vic"]);
    expect(await inside(on)).toEqual(["gil"]);
    expect((await preview("ada", on, { kind: "remove", ...members("gil") })).summary?.counts.lose).toBe(1);
    const full = await preview("ada", on, { kind: "give", roleId: w.roles.admin as string });
    expect(full).toMatchObject({ givesFullAdmin: true, summary: { newlySeePersonalData: 1 } });
  });

  it("names what stands against it", async () => {
    const on = await group("gil");
    expect((await preview("ada", on, { kind: "add", ...members("gil") })).refusal).toContain("already");
    expect((await preview("ada", on, { kind: "add", ...members("ada") })).refusal).toContain("themselves");
    const beyond = await preview("hana", on, { kind: "give", roleId: w.roles.viewer as string });
    expect(beyond.refusal).toContain("gives more than you hold");
    expect(beyond.summary).not.toBeNull();
  });
});
