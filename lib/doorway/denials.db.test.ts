import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GuardRefusal } from "./outcome";
import { as } from "./testing/as";
import { type House, openHouse } from "./testing/house";
import { failingCommand, makeGroup, tell } from "./testing/small-commands";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let house: House;
let worker: Sql;
beforeAll(async () => {
  house = await openHouse();
  worker = postgres(house.workerUrl, { max: 2, onnotice: () => {} });
});
afterAll(async () => {
  await worker.end();
  await house.close();
});

const name = "guarded group";
const by = (person: string, command: typeof makeGroup) =>
  as(house.tokens[person] ?? "", () => command.execute({ workspace: "here", name }));

test("what a guard refuses is undone and stands in the log as denied, with why", async () => {
  const guarded = (about: ConstructorParameters<typeof GuardRefusal>[1]) =>
    failingCommand("test.guarded", async (context, input) => {
      await tell(context, crypto.randomUUID(), input);
      throw new GuardRefusal("Nobody changes their own access.", about);
    });
  const events = await house.events();
  const target = { kind: "member", id: crypto.randomUUID(), label: "Ben (ben@here.example)" };
  expect(await by("Ada", guarded({ target }))).toMatchObject({ code: "forbidden" });
  expect(await by("Ben", guarded({ code: "conflict" }))).toMatchObject({ code: "conflict" });
  expect(await house.groups()).not.toContain(name);
  const denied = { action: "test.guarded", outcome: "denied" };
  expect((await house.events()).slice(events.length)).toEqual([
    { ...denied, actor: "Ada", target: "Ben (ben@here.example)" },
    { ...denied, actor: "Ben", target: "here" },
  ]);
  const reasons = await house.owner`select distinct reason from audit_events where action = 'test.guarded'`;
  expect([...reasons]).toEqual([{ reason: "Nobody changes their own access." }]);
});

test("denials that follow within a minute become one line with their number, and none is lost", async () => {
  const before = (await house.events()).length;
  const lines = async () => (await house.events()).slice(before);
  const denied = { action: "test.make-group", outcome: "denied", actor: "Vic", target: "here" };
  const tell = async () => (await worker`select tell_repeated_denials() as lines`)[0]?.lines;
  const minutePasses = () => house.owner`update repeated_denials set since = since - interval '1 minute'`;

  const codes = await Promise.all(Array.from({ length: 30 }, () => by("Vic", makeGroup)));
  expect(codes.every((outcome) => !outcome.ok && outcome.code === "forbidden")).toBe(true);
  expect(await lines()).toEqual([denied]);
  expect(await tell(), "not before the minute is over").toBe(0);

  await minutePasses();
  await Promise.all([tell(), tell(), ...Array.from({ length: 5 }, () => by("Vic", makeGroup))]);
  await minutePasses();
  await tell();
  const told = await house.owner`
    select sum(coalesce((after->>'times')::int, 1))::int as denials, count(*)::int as lines from audit_events
    where action = 'test.make-group' and outcome = 'denied' and reason is null`;
  expect(told[0]?.denials).toBe(35);
  expect(told[0]?.lines).toBeLessThanOrEqual(4);
  const [counted] = await house.owner`
    select actor_name, target_kind, session_id is not null as session, resource_label, request_id <> '' as request
    from audit_events where after ? 'times' limit 1`;
  expect(counted).toEqual({
    actor_name: "Vic",
    target_kind: "workspace",
    session: true,
    resource_label: "here",
    request: true,
  });
});
