import { afterAll, beforeAll, expect, test } from "vitest";
import { as } from "./testing/as";
import { type House, openHouse } from "./testing/house";
import { makeGroup, refuseAfterWriting } from "./testing/small-commands";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const keys = { made: crypto.randomUUID(), refused: crypto.randomUUID() };
const send = (person: string, key: keyof typeof keys) =>
  as(house.tokens[person] ?? "", () => {
    const command = key === "made" ? makeGroup : refuseAfterWriting;
    return command.execute({
      workspace: "here",
      name: `${key} once by ${person}`,
      idempotencyKey: keys[key],
    });
  });

test("a stored outcome is told in full to the same person while they are active, and then only that there was one", async () => {
  const [first, refused] = [await send("Dea", "made"), await send("Dea", "refused")];
  expect(await send("Dea", "made")).toEqual(first);
  expect(await send("Dea", "refused")).toEqual(refused);
  const membership = house.here.people.Dea?.membershipId ?? "";
  await house.owner`update active_periods set valid_to = clock_timestamp() where membership_id = ${membership}`;
  for (const [key, word] of [
    ["made", "done"],
    ["refused", "refused"],
  ] as const) {
    const again = await send("Dea", key);
    expect(again).toMatchObject({
      ok: false,
      code: "conflict",
      message: expect.stringContaining(`was ${word}`),
    });
    expect(JSON.stringify(again)).not.toContain(first.ok ? first.value.id : "nothing");
  }
  await house.owner`update active_periods set valid_to = null where membership_id = ${membership}`;
  expect(await send("Dea", "made"), "active again").toEqual(first);
  expect((await send("Ada", "made")).ok, "another person's key is another key").toBe(true);
});
