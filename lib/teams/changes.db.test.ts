import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Command } from "@/lib/doorway/command";
import { as, letProofAge } from "@/lib/doorway/testing/as";
import { leaveTeam, removeFromTeam, reviseGrant } from "./commands";
import { type Agency, agency, type Name } from "./testing/agency";

let here: Agency;
beforeAll(async () => {
  here = await agency();
});
afterAll(() => here.close());
/** Grants that a test makes on the project, beside Pia's. */
afterEach(
  () => here.owner`
  update grants set valid_to = clock_timestamp() where resource_id = ${here.places.project} and id <> ${here.grants.Pia}
    and (valid_to is null or valid_to > clock_timestamp())`,
);

type Raw = Record<string, unknown>;
const send = (command: Command<unknown>) => (who: Name, raw: Raw) =>
  as(here.tokens[who], () =>
    command.execute({ workspace: here.slug, resourceId: here.places.project, ...raw }),
  );
const remove = send(removeFromTeam);
const leave = (who: Name, grantId: string) => send(leaveTeam)(who, { grantId });
const revise = (who: Name, grantId: string, raw: Raw) =>
  send(reviseGrant)(who, { grantId, roleId: here.roles.Looker, ...raw });

const place = (name: Name, role = "Looker", more: Raw = {}) =>
  here.give({
    principal: { membershipId: here.members[name] },
    resourceId: here.places.project,
    role,
    ...more,
  });
const placeOfCrew = (role: string) =>
  here.give({ principal: { groupId: here.groups.crew }, resourceId: here.places.project, role });
const held = async (name: Name) => [
  ...(await here.owner<Raw[]>`
    select g.id, r.name as role, g.plus, g.minus, g.valid_to is null as open, g.review_on::text as review, g.source,
      g.ends_with_id as "endsWith"
    from grants g join roles r on r.id = g.role_id
    where g.membership_id = ${here.members[name]} and g.resource_id = ${here.places.project}
      and (g.valid_to is null or g.valid_to > clock_timestamp())`),
];
const last = async (action: string) => {
  const [event] = await here.owner<Raw[]>`
    select target_kind as kind, target_label as label, resource_label as resource, before, after, reason
    from audit_events where action = ${action} and outcome = 'done' order by at desc, seq desc limit 1`;
  return event;
};
const refusedWith = (words: string, code = "forbidden") => ({
  ok: false,
  code,
  message: expect.stringContaining(words),
});

describe("changing a place", () => {
  test("finds the same place however its id is written", async () => {
    const grantId = (await place("Nia")).toUpperCase();
    expect(await revise("Lea", grantId, { rights: { collaboration: "edit" } })).toMatchObject({ ok: true });
    const [now] = await held("Nia");
    expect(await remove("Lea", { grantIds: [String(now?.id).toUpperCase()] })).toMatchObject({
      value: { rows: [{ name: "Nia" }] },
    });
    expect(await held("Nia")).toEqual([]);
  });

  test("ends it and begins another, which keeps what was not changed", async () => {
    const grantId = await place("Nia", "Looker", {
      endsWithId: here.places.project,
      reviewOn: "2999-01-01",
      plus: ["data-space:export"],
    });
    const outcome = await revise("Lea", grantId, {
      rights: { collaboration: "edit" },
      reason: "She plans now",
    });
    expect(outcome).toMatchObject({ ok: true, value: { rows: [{ name: "Nia" }] } });
    const [now, ...others] = await held("Nia");
    expect(others).toEqual([]);
    expect(now).toMatchObject({
      role: "Looker",
      plus: ["collaboration:edit", "data-space:export"],
      source: "direct",
      endsWith: here.places.project,
      review: "2999-01-01",
    });
    expect(now?.id).not.toBe(grantId);
    expect(await last("team.role-changed")).toMatchObject({
      kind: "member",
      label: "Nia (nia@agency.example)",
      resource: "Voucher",
      before: { roles: ["Looker"], rights: ["with Export Data"], endsWith: "Voucher" },
      after: { rights: ["Tasks and comments: Edit", "with Export Data"] },
      reason: "She plans now",
    });
  });

  test("end, review date and rights need group-access:edit; the role needs manage", async () => {
    const grantId = await place("Nia");
    expect(await revise("Pia", grantId, { reviewOn: "2999-01-01" })).toMatchObject({ code: "forbidden" });
    expect(await revise("Eli", grantId, { roleId: here.roles.Tuner })).toMatchObject(
      refusedWith("Manage Groups and Access"),
    );
    expect(await held("Nia")).toMatchObject([{ id: grantId }]);
    const outcome = await revise("Eli", grantId, {
      rights: { collaboration: "view" },
      ends: { kind: "on", day: "2999-01-01" },
      reviewOn: "2998-01-01",
    });
    expect(outcome).toMatchObject({ ok: true });
    const [now] = await held("Nia");
    expect(now).toMatchObject({ open: false, review: "2998-01-01", plus: ["collaboration:view"] });
    expect(await revise("Lea", now?.id as string, { roleId: here.roles.Tuner })).toMatchObject({ ok: true });
  });

  test("what a change adds meets the ceiling, and so does a later end of what was given", async () => {
    const small = await place("Nia");
    expect(await revise("Eli", small, { rights: { budget: "view" } })).toMatchObject(
      refusedWith("View Budget"),
    );
    expect(await revise("Eli", small, { rights: { "group-access": "manage" } })).toMatchObject(
      refusedWith("Manage Groups and Access"),
    );
    const big = await place("Oli", "editor", { until: "2998-01-01T00:00:00Z" });
    expect(await revise("Lea", big, { roleId: here.roles.editor, ends: { kind: "never" } })).toMatchObject(
      refusedWith("more than you hold"),
    );
  });

  test("whoever holds more there is not lowered, but may be given what the other holds too", async () => {
    const grantId = await place("Max", "Lead");
    expect(await revise("Lea", grantId, {})).toMatchObject(refusedWith("Max holds more here than you"));
    const raised = await revise("Lea", grantId, {
      roleId: here.roles.Lead,
      rights: { "marketing-object": "edit", collaboration: "edit", "group-access": "manage" },
      reviewOn: "2999-01-01",
    });
    expect(raised).toMatchObject({ ok: true });
  });

  test("nobody changes their own place, nor that of a group they are in", async () => {
    expect(await revise("Lea", await place("Lea", "Lead"), {})).toMatchObject(
      refusedWith("their own access"),
    );
    await place("Gus", "Lead");
    expect(await revise("Gus", await placeOfCrew("Looker"), { reviewOn: "2999-01-01" })).toMatchObject(
      refusedWith("You are in Crew"),
    );
  });

  test("an inherited place says where it can be changed, and nothing else is told apart", async () => {
    expect(await revise("Ada", here.grants.Cem, { reviewOn: "2999-01-01" })).toMatchObject(
      refusedWith("Change it in the team of Spring", "conflict"),
    );
    expect(await revise("Ada", randomUUID(), {})).toMatchObject({ code: "not-found" });
    const ended = await place("Nia");
    await here.owner`update grants set valid_to = clock_timestamp() where id = ${ended}`;
    expect(await revise("Ada", ended, {})).toMatchObject({ code: "not-found" });
    const elsewhere = await here.give({
      principal: { membershipId: here.members.Nia },
      resourceId: here.places.other,
      role: "Looker",
    });
    expect(await revise("Ada", elsewhere, {})).toMatchObject({ code: "not-found" });
  });

  test("nothing to change is said, and Admin asks for a fresh proof", async () => {
    const grantId = await place("Nia");
    expect(await revise("Ada", grantId, {})).toMatchObject(refusedWith("Nothing was changed", "invalid"));
    await letProofAge(here.users.Max);
    expect(await revise("Max", grantId, { roleId: here.roles.admin })).toMatchObject({ code: "stale-proof" });
  });
});

describe("removing", () => {
  test("what somebody holds on the workspace alone does not count on an object", async () => {
    const onWorkspace = await here.give({
      principal: { membershipId: here.members.Nia },
      resourceId: here.workspaceId,
      role: "Settings",
    });
    expect(await remove("Lea", { grantIds: [await place("Nia")] })).toMatchObject({ ok: true });
    await here.owner`update grants set valid_to = clock_timestamp() where id = ${onWorkspace}`;
  });

  test("takes several off at once, in one event, and tells them", async () => {
    const grantIds = [await place("Nia"), await place("Oli"), await placeOfCrew("Looker")];
    expect(await remove("Lea", { grantIds })).toMatchObject({
      ok: true,
      value: { rows: [{ name: "Nia" }, { name: "Oli" }, { name: "Crew" }] },
    });
    expect(await held("Nia")).toEqual([]);
    expect(await last("team.role-ended")).toMatchObject({
      kind: "group",
      label: "Crew",
      before: { roles: ["Looker"] },
      after: null,
    });
    const mails = await here.owner<{ recipient: string }[]>`
      select recipient from outbox where kind = 'team-changed' and payload ->> 'after' is null order by id desc limit 3`;
    expect(mails.map(({ recipient }) => recipient).toSorted()).toEqual([
      "gus@agency.example",
      "nia@agency.example",
      "oli@agency.example",
    ]);
  });

  test("needs group-access:manage, and is refused where somebody holds more: then nobody is removed", async () => {
    const [nia, max] = [await place("Nia"), await place("Max")];
    expect(await remove("Eli", { grantIds: [nia] })).toMatchObject({ code: "forbidden" });
    expect(await remove("Lea", { grantIds: [nia, max] })).toMatchObject(refusedWith("Max holds more here"));
    expect(await held("Nia")).toHaveLength(1);
    const strong = await placeOfCrew("editor");
    expect(await remove("Lea", { grantIds: [strong] })).toMatchObject(refusedWith("Crew holds more here"));
    await place("Gus", "editor");
    const weak = await placeOfCrew("Looker");
    expect(await remove("Lea", { grantIds: [weak] })).toMatchObject(refusedWith("Gus holds more here"));
  });

  test("who is deactivated is weighed by what they would hold again", async () => {
    const grantId = await place("Dov", "editor");
    expect(await remove("Lea", { grantIds: [grantId] })).toMatchObject(refusedWith("Dov holds more here"));
    expect(await remove("Ada", { grantIds: [grantId] })).toMatchObject({ ok: true });
  });

  test("inherited access is removed where it comes from", async () => {
    expect(await remove("Ada", { grantIds: [here.grants.crew] })).toMatchObject(
      refusedWith("it comes from Spring. Change it in the team of Spring.", "conflict"),
    );
    const onWorkspace = await here.give({
      principal: { membershipId: here.members.Nia },
      resourceId: here.workspaceId,
      role: "viewer",
    });
    expect(await remove("Ada", { grantIds: [onWorkspace] })).toMatchObject(
      refusedWith("it comes from the workspace. Change it under Members.", "conflict"),
    );
    await here.owner`update grants set valid_to = clock_timestamp() where id = ${onWorkspace}`;
  });

  test("one's own place is given back, not removed", async () => {
    const grantId = await place("Lea", "Lead");
    expect(await remove("Lea", { grantIds: [grantId] })).toMatchObject(refusedWith("Give it back"));
  });
});

describe("giving back", () => {
  test("is open to whoever has a place of their own, on an archived object too", async () => {
    const own = await place("Nia", "Looker", { minus: ["marketing-object:view", "group-access:view"] });
    await here.owner`update resources set archived_at = now() where id = ${here.places.project}`;
    expect(await leave("Nia", own)).toMatchObject({ ok: true });
    await here.owner`update resources set archived_at = null where id = ${here.places.project}`;
    expect(await held("Nia")).toEqual([]);
    expect(await last("team.left")).toMatchObject({ kind: "member", label: "Nia (nia@agency.example)" });
  });

  test("ends nothing of others, and nothing that is inherited", async () => {
    const ofOli = await place("Oli");
    const ofCrew = await placeOfCrew("Looker");
    expect(await leave("Nia", ofOli)).toMatchObject({ code: "not-found" });
    expect(await leave("Gus", ofCrew)).toMatchObject({ code: "not-found" });
    expect(await leave("Cem", here.grants.Cem)).toMatchObject({ code: "not-found" });
    expect(await held("Oli")).toHaveLength(1);
  });
});
