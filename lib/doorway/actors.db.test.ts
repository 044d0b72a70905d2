import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Workspace } from "@/lib/facts/facts";
import { type KeyActor, system } from "@/lib/identity/actor";
import { type House, openHouse } from "./testing/house";
import { groupCommand, makeGroup } from "./testing/small-commands";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let house: House;
let workspace: Workspace;
let number = 0;
let name: string;

beforeAll(async () => {
  house = await openHouse();
  const [row] = await house.owner<Workspace[]>`
    select id, account_id as "accountId", name, slug, time_zone as "timeZone" from workspaces where slug = 'here'`;
  if (!row) throw new Error("there is no workspace");
  workspace = row;
});
afterAll(() => house.close());
beforeEach(() => {
  number += 1;
  name = `group ${number}`;
});

const keyOf = (person: string): KeyActor => ({
  kind: "key",
  keyId: crypto.randomUUID(),
  keyName: "nightly",
  userId: house.here.people[person]?.userId ?? house.there.people[person]?.userId ?? "",
  name: person,
  email: `${person}@here.example`,
  sessionId: null,
  proofIsFresh: false,
});
const lastEvent = async () => {
  const [event] = await house.owner`
    select action, outcome, actor_id as "actorId", actor_name as actor, request_id as "requestId", session_id as session
    from audit_events where workspace_id = ${workspace.id} order by at desc, seq desc limit 1`;
  return event;
};

test("Remit itself is refused nothing, and told of as itself", async () => {
  expect(await makeGroup.executeFor(system, workspace, { name }, "job 1")).toMatchObject({ ok: true });
  expect(await house.groups()).toContain(name);
  expect(await lastEvent()).toEqual({
    action: "group.made",
    outcome: "done",
    actorId: null,
    actor: "Remit",
    requestId: "job 1",
    session: null,
  });
  const dangerous = groupCommand("test.dangerous", { fresh: async () => true });
  expect(await dangerous.executeFor(system, workspace, { name: `${name} a` }, "job 2")).toMatchObject({
    ok: true,
  });
});

test("a key does what its owner may, and both are told of", async () => {
  expect(await makeGroup.executeFor(keyOf("Ada"), workspace, { name }, "call 1")).toMatchObject({ ok: true });
  expect(await house.groups()).toContain(name);
  expect(await lastEvent()).toMatchObject({
    outcome: "done",
    actorId: house.here.people.Ada?.userId,
    actor: "Ada (API key nightly)",
    requestId: "call 1",
  });
});

test("a key is refused what its owner may not, and what needs a fresh proof", async () => {
  const codeFor = async (person: string, command = makeGroup) => {
    const outcome = await command.executeFor(keyOf(person), workspace, { name }, "call 2");
    return outcome.ok ? "ok" : outcome.code;
  };
  expect(await codeFor("Vic")).toBe("forbidden");
  expect(await lastEvent()).toMatchObject({ outcome: "denied", actor: "Vic (API key nightly)" });
  expect(await codeFor("Zoe")).toBe("not-found");
  expect(await codeFor("Ada", groupCommand("test.dangerous", { fresh: async () => true }))).toBe(
    "stale-proof",
  );
  expect(await house.groups()).not.toContain(name);
});

test("what comes in this way is parsed as strictly", async () => {
  const outcome = await makeGroup.executeFor(system, workspace, { name, more: 1 }, "job 3");
  expect(outcome).toMatchObject({ ok: false, code: "invalid" });
});
