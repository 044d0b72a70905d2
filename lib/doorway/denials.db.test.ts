import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GuardRefusal } from "./outcome";
import { as } from "./testing/as";
import { type House, openHouse } from "./testing/house";
import { failingCommand, type makeGroup, tell } from "./testing/small-commands";

vi.hoisted(() => {
  process.env.LOG_LEVEL = "silent";
});

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

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
