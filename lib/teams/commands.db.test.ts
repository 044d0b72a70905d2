import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Command } from "@/lib/doorway/command";
import { as, letProofAge } from "@/lib/doorway/testing/as";
import { addToTeam, removeFromTeam, reviseGrant } from "./commands";
import { type Agency, agency, type Name } from "./testing/agency";

let here: Agency;
beforeAll(async () => {
  here = await agency();
});
afterAll(() => here.close());

type Raw = Record<string, unknown>;
const send = (command: Command<unknown>) => (who: Name | null, raw: Raw) =>
  as(who && here.tokens[who], () => command.execute({ workspace: here.slug, ...raw }));
const add = (who: Name | null, raw: Raw) =>
  send(addToTeam)(who, { resourceId: here.places.project, roleId: here.roles.Looker, ...raw });
const revise = (who: Name, raw: Raw) =>
  send(reviseGrant)(who, { resourceId: here.places.project, roleId: here.roles.Looker, ...raw });
const remove = (who: Name, raw: Raw) =>
  send(removeFromTeam)(who, { resourceId: here.places.project, ...raw });

const member = (name: Name) => ({ membershipIds: [here.members[name]] });
/** A grant on the project that nobody minds, made for one test. */
const place = (name: Name, role = "Looker", more: Raw = {}) =>
  here.give({
    principal: { membershipId: here.members[name] },
    resourceId: here.places.project,
    role,
    ...more,
  });
const end = (id: string) => here.owner`update grants set valid_to = clock_timestamp() where id = ${id}`;
type Stored = {
  role: string;
  plus: string[];
  minus: string[];
  until: string | null;
  endsWith: string | null;
};
const held = async (name: Name, on: keyof Agency["places"] = "project"): Promise<Stored[]> => [
  ...(await here.owner<Stored[]>`
    select r.name as role, g.plus, g.minus, g.valid_to::text as until, g.ends_with_id as "endsWith"
    from grants g join roles r on r.id = g.role_id
    where g.membership_id = ${here.members[name]} and g.resource_id = ${here.places[on]}
      and (g.valid_to is null or g.valid_to > clock_timestamp())`),
];
const clear = (...members: Name[]) => here.owner`
  update grants set valid_to = clock_timestamp() where resource_id = ${here.places.project}
    and membership_id = any(${members.map((name) => here.members[name])}) and valid_to is null`;
const events = (action: string) => here.owner<Raw[]>`
  select outcome, target_kind as kind, target_label as label, resource_label as resource, before, after, reason
  from audit_events where action = ${action} order by at desc, seq desc`;
const mails = () => here.owner<{ recipient: string; payload: Raw }[]>`
  select recipient, payload from outbox where kind = 'team-changed' order by created_at desc, id desc`;

describe("adding", () => {
  test("several people and a group at once, with rights of their own and the project's end", async () => {
    const outcome = await add("Lea", {
      membershipIds: [here.members.Nia, here.members.Oli],
      groupIds: [here.groups.empty],
      rights: { collaboration: "edit", "group-access": "none" },
      ends: { kind: "completion" },
      reason: "Summer work",
    });
    expect(outcome).toMatchObject({
      ok: true,
      value: { rows: [{ name: "Nia" }, { name: "Oli" }, { name: "Empty" }] },
    });
    const given = {
      role: "Looker",
      plus: ["collaboration:edit"],
      minus: ["group-access:view"],
      until: null,
      endsWith: here.places.project,
    };
    expect(await held("Nia")).toEqual([given]);
    expect(await held("Oli")).toEqual([given]);
    const told = await events("team.role-added");
    expect(told.map(({ label }) => label).toSorted()).toEqual([
      "Empty",
      "Nia (nia@agency.example)",
      "Oli (oli@agency.example)",
    ]);
    expect(told[0]).toMatchObject({
      resource: "Voucher",
      after: {
        roles: ["Looker"],
        rights: ["Tasks and comments: Edit", "Groups and access: None"],
        endsWith: "Voucher",
      },
      reason: "Summer work",
    });
    expect((await mails()).map(({ recipient }) => recipient).toSorted()).toEqual([
      "nia@agency.example",
      "oli@agency.example",
    ]);
    await clear("Nia", "Oli");
    await here.owner`update grants set valid_to = clock_timestamp() where group_id = ${here.groups.empty}`;
  });

  test("on an action the project above it ends the place; on a campaign nothing does", async () => {
    const ends = { kind: "completion" };
    const onTask = await add("Lea", { ...member("Nia"), resourceId: here.places.task, ends });
    expect(onTask.ok).toBe(true);
    expect(await held("Nia", "task")).toMatchObject([{ endsWith: here.places.project }]);
    const onCampaign = await add("Lea", { ...member("Nia"), resourceId: here.places.campaign, ends });
    expect(onCampaign).toMatchObject({ ok: false, code: "invalid", fields: { ends: expect.any(String) } });
    await here.owner`update resources set completed_at = now() where id = ${here.places.project}`;
    const onCompleted = await add("Lea", { ...member("Oli"), ends });
    expect(onCompleted).toMatchObject({ ok: false, message: expect.stringContaining("completed already") });
    await here.owner`update resources set completed_at = null where id = ${here.places.project}`;
  });

  test("a day that is over is refused", async () => {
    const outcome = await add("Lea", { ...member("Oli"), ends: { kind: "on", day: "2020-01-01" } });
    expect(outcome).toMatchObject({ ok: false, code: "invalid", fields: { endsOn: expect.any(String) } });
  });

  test("needs group-access:manage on that very object", async () => {
    expect(await add("Eli", member("Nia"))).toMatchObject({ ok: false, code: "forbidden" });
    expect(await add("Pia", member("Nia"))).toMatchObject({ ok: false, code: "forbidden" });
    expect(await add("Lea", { ...member("Nia"), resourceId: here.places.other })).toMatchObject({
      code: "not-found",
    });
    expect(await add(null, member("Nia"))).toMatchObject({ code: "unauthenticated" });
    expect(await held("Nia")).toEqual([]);
  });

  test("nobody gives more than they hold there: neither by a role nor by a right", async () => {
    const byRole = await add("Lea", { ...member("Nia"), roleId: here.roles.editor });
    expect(byRole).toMatchObject({ ok: false, code: "forbidden", fields: { roleId: expect.any(String) } });
    const byRight = await add("Lea", { ...member("Nia"), rights: { budget: "view" } });
    expect(byRight).toMatchObject({ ok: false, message: expect.stringContaining("View Budget") });
    const within = await add("Lea", { ...member("Nia"), rights: { "group-access": "manage" } });
    expect(within.ok).toBe(true);
    await clear("Nia");
  });

  test("nobody adds themselves, nor a group they are in", async () => {
    const manager = await place("Gus", "Lead");
    expect(await add("Gus", { groupIds: [here.groups.crew] })).toMatchObject({
      ok: false,
      message: expect.stringContaining("You are in Crew"),
    });
    await end(manager);
    expect(await add("Lea", { membershipIds: [here.members.Nia, here.members.Lea] })).toMatchObject({
      ok: false,
      code: "forbidden",
    });
    expect(await held("Nia")).toEqual([]);
  });

  test("only active members and live groups, and nobody twice", async () => {
    expect(await add("Ada", member("Dov"))).toMatchObject({
      ok: false,
      code: "conflict",
      message: expect.stringContaining("Dov is deactivated"),
    });
    expect(await add("Ada", { membershipIds: [randomUUID()] })).toMatchObject({ code: "not-found" });
    await here.owner`update groups set ended_at = now() where id = ${here.groups.empty}`;
    expect(await add("Ada", { groupIds: [here.groups.empty] })).toMatchObject({ code: "not-found" });
    await here.owner`update groups set ended_at = null where id = ${here.groups.empty}`;
    expect(await add("Ada", member("Pia"))).toMatchObject({
      ok: false,
      code: "conflict",
      message: expect.stringContaining("Pia is on the team of Voucher already"),
    });
    expect(await add("Ada", {})).toMatchObject({ ok: false, code: "invalid" });
  });

  test("a role for products, for settings, or of nobody is no role on an object", async () => {
    for (const roleId of [here.roles.steward, here.roles.consumer, here.roles.Settings, randomUUID()])
      expect(await add("Ada", { ...member("Nia"), roleId })).toMatchObject({
        ok: false,
        code: "invalid",
        fields: { roleId: expect.any(String) },
      });
  });

  test("the workspace and products are no objects, and what is archived is read only", async () => {
    expect(await add("Ada", { ...member("Nia"), resourceId: here.workspaceId })).toMatchObject({
      code: "not-found",
    });
    await here.owner`update resources set archived_at = now() where id = ${here.places.campaign}`;
    for (const outcome of [
      await add("Ada", member("Nia")),
      await remove("Ada", { grantIds: [here.grants.Pia] }),
      await revise("Ada", { grantId: here.grants.Pia, rights: { budget: "view" } }),
    ])
      expect(outcome).toMatchObject({
        ok: false,
        code: "conflict",
        message: expect.stringContaining("archived"),
      });
    await here.owner`update resources set archived_at = null where id = ${here.places.campaign}`;
  });

  test("Admin asks for a fresh proof", async () => {
    await letProofAge(here.users.Max);
    expect(await add("Max", { ...member("Nia"), roleId: here.roles.admin })).toMatchObject({
      code: "stale-proof",
    });
    expect(await add("Max", member("Nia"))).toMatchObject({ ok: true });
    await clear("Nia");
  });
});
