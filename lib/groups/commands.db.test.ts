import { afterAll, describe, expect, it } from "vitest";
import { auditEvents } from "@/lib/audit/queries";
import { deactivateMember, reactivateMember } from "@/lib/members/commands";
import {
  addMembers,
  createGroup,
  endGroupGrant,
  giveGroupRole,
  removeMembers,
  reviseGroup,
} from "./commands";
import { actsIn, previewOf } from "./testing/acts";
import { world } from "./testing/world";

const w = await world(30);
const { by, members, role, group, give, inside, grantsOf, event } = actsIn(w);
afterAll(() => w.close());

describe("a group", () => {
  it("has a name that no other has, whatever its letters, and a description", async () => {
    const create = (name: string) =>
      by("ada", () => createGroup.execute({ workspace: w.slug, name, description: "x" }));
    const { value } = await create("  Marketing   DACH ");
    expect(await event(value.event)).toMatchObject({ action: "group.created", target: "Marketing DACH" });
    expect(await create("marketing dach")).toMatchObject({
      code: "conflict",
      fields: { name: expect.any(String) },
    });
    expect(await create(" ")).toMatchObject({ code: "invalid", fields: { name: "Give the group a name." } });
    const revise = (name: string, description = "x") =>
      by("ada", () => reviseGroup.execute({ workspace: w.slug, groupId: value.groupId, name, description }));
    expect(await revise("Brand")).toMatchObject({ code: "conflict" });
    expect(await revise("Marketing DACH")).toMatchObject({ code: "conflict" });
    const renamed = await revise("MARKETING dach", "Plans campaigns");
    expect(await event(renamed.value.event)).toMatchObject({
      action: "group.revised",
      before: { name: "Marketing DACH", description: "x" },
      after: { name: "MARKETING dach", description: "Plans campaigns" },
    });
  });

  it("takes members in once, tells the log of each, and lets them leave", async () => {
    const on = await group();
    const added = await by("ada", () => addMembers.execute({ ...on, ...members("vic", "gil") }));
    expect(added.value.people).toBe(2);
    const { rows } = added.value;
    const events = rows.map(({ event: id }) => event(id ?? ""));
    expect(await Promise.all(events)).toMatchObject(
      ["gil", "vic"].map((name) => ({
        action: "member.group-joined",
        target: expect.stringMatching(new RegExp(`^${name} \\(`)),
        after: { group: expect.any(String), groupId: on.groupId },
      })),
    );
    const again = await by("ada", () => addMembers.execute({ ...on, ...members("vic", "oda") }));
    expect(again.value, "who is in it already stays as they are").toMatchObject({
      people: 1,
      rows: [
        { name: "oda", result: "change", event: again.value.event },
        { name: "vic", result: "nothing", why: expect.stringMatching(/^Is in .* already\.$/), event: null },
      ],
    });
    const both = { kind: "add", ...members("vic", "oda") } as const;
    expect(await by("ada", () => previewOf(on, both))).toMatchObject({
      value: {
        refusal: expect.stringContaining("already"),
        left: [
          { name: "oda", result: "nothing" },
          { name: "vic", result: "nothing" },
        ],
      },
    });
    expect(await by("ada", () => addMembers.execute({ ...on, ...members("vic") }))).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("already"),
    });
    expect(await inside(on)).toEqual(["gil", "oda", "vic"]);
    const removed = await by("ada", () => removeMembers.execute({ ...on, ...members("vic", "ben") }));
    expect(removed.value.people).toBe(1);
    expect(await event(removed.value.event)).toMatchObject({
      action: "member.group-left",
      target: expect.stringMatching(/^vic \(/),
      before: { groupId: on.groupId },
    });
    expect(await by("ada", () => removeMembers.execute({ ...on, ...members("vic") }))).toMatchObject({
      code: "conflict",
    });
    expect(await inside(on)).toEqual(["gil", "oda"]);
  });

  it("takes in nobody who is deactivated, and nobody of nowhere", async () => {
    const on = await group();
    await by("ada", () => deactivateMember.execute({ workspace: w.slug, membershipId: w.memberships.vic }));
    expect(await by("ada", () => addMembers.execute({ ...on, ...members("vic") }))).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("vic is deactivated"),
    });
    const gone = "01900000-0000-7000-8000-000000000000";
    const some = { membershipIds: [...members("vic", "gil").membershipIds, gone] };
    const preview = await by("ada", () => previewOf(on, { kind: "add", ...some }));
    expect(preview).toMatchObject({
      value: { left: [{ name: "vic", result: "refused" }, { id: gone }] },
    });
    const added = await by("ada", () => addMembers.execute({ ...on, ...some }));
    expect(added.value).toMatchObject({
      people: 1,
      rows: [
        { name: "gil", result: "change", why: null, event: added.value.event },
        { name: "vic", result: "refused", why: expect.stringContaining("deactivated"), event: null },
        { id: gone, result: "refused", why: expect.stringContaining("no member") },
      ],
    });
    expect(
      await by("ada", () => auditEvents({ workspace: w.slug, q: "GIL", action: "member.group-joined" })),
      "the log finds whom it tells of",
    ).toMatchObject({
      value: { events: expect.arrayContaining([expect.objectContaining({ id: added.value.event })]) },
    });
    await by("ada", () => removeMembers.execute({ ...on, ...members("gil") }));
    await by("ada", () => reactivateMember.execute({ workspace: w.slug, membershipId: w.memberships.vic }));
    await w.owner`update sessions set ended_at = null`;
    const nobody = { membershipIds: ["01900000-0000-7000-8000-000000000000"] };
    expect(await by("ada", () => addMembers.execute({ ...on, ...nobody }))).toMatchObject({
      code: "not-found",
    });
    expect(await inside(on)).toEqual([]);
  });

  it("gives each member a role until its end, and mails a few people what changes", async () => {
    const on = await group("vic", "gil");
    const mails = async () => (await w.owner`select 1 from outbox where kind = 'role-changed'`).length;
    const before = await mails();
    const given = await by("ada", () =>
      giveGroupRole.execute({ ...on, ...role("power-user"), endsOn: "2199-01-31", reviewOn: "2198-01-31" }),
    );
    expect(await event(given.value.event)).toMatchObject({
      action: "group.role-added",
      before: { roles: [] },
      after: { roles: ["Power User"], endsOn: "2199-01-31", people: 2 },
    });
    expect(await mails()).toBe(before + 2);
    const [mail] = await w.owner`
      select payload from outbox where kind = 'role-changed' and recipient = 'vic@finch.example' order by created_at desc limit 1`;
    expect(mail?.payload.after).toContainEqual(
      expect.stringMatching(/^Power User through Group \d+ until 31 Jan 2199$/),
    );
    const [grantId] = await grantsOf(on);
    const [row] =
      await w.owner`select valid_to::text as ends, review_on::text as review from grants where id = ${grantId as string}`;
    expect(row).toMatchObject({ ends: expect.stringMatching(/^2199-02-01 00:00/), review: "2198-01-31" });
    const ended = await by("ada", () => endGroupGrant.execute({ ...on, grantId }));
    expect(await event(ended.value.event)).toMatchObject({
      before: { roles: ["Power User"] },
      after: { roles: [], people: 2 },
    });
    expect(await grantsOf(on)).toEqual([]);
    expect(await by("ada", () => endGroupGrant.execute({ ...on, grantId }))).toMatchObject({
      code: "not-found",
    });
  });

  it("is not told of by mail to many", async () => {
    const on = await group();
    await by("ada", () => addMembers.execute({ ...on, membershipIds: w.crowd }));
    const mails = async () => (await w.owner`select 1 from outbox where kind = 'role-changed'`).length;
    const before = await mails();
    expect(await give(on, "viewer")).toMatchObject({ ok: true, value: { people: w.crowd.length } });
    expect(await mails()).toBe(before);
  });

  it("gives no role twice, and none that is made for products", async () => {
    const on = await group();
    expect(await give(on, "viewer")).toMatchObject({ ok: true });
    expect(await give(on, "viewer")).toMatchObject({ code: "conflict" });
    expect(await give(on, "owner")).toMatchObject({ code: "invalid" });
  });
});
