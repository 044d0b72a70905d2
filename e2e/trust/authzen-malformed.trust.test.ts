import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { addressOf, send } from "./asking.ts";
import { abreast, soak, timeout } from "./demo.ts";
import { keyed } from "./expected.ts";
import { Complaints, faultsOf, sampled, seed } from "./faults.ts";
import { asText, junk } from "./malformed-inputs.ts";
import { remit, stage } from "./staged.ts";
import { writeKey } from "./tenant.ts";

const bodiesInAll = soak ? 5_000 : 300;

beforeAll(() => {
  console.log(`malformed questions: seed ${seed}, ${bodiesInAll} in all (REMIT_SEED repeats it)`);
});

type Path = readonly (string | number)[];

/** Every place in a body: the body itself, its entities, their fields. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))];
}

function put(value: unknown, [key, ...rest]: Path, item: unknown): unknown {
  if (key === undefined) return item;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = put(copy[key], rest, item);
  return copy;
}

const broken = fc.constantFrom(
  "",
  "{",
  "null",
  "[]",
  '"x"',
  "{}",
  "[[[[",
  '{"a":1,}',
  "NaN",
  '{"subject":{"type":"user"',
  "\u0000",
  '{"\\ud800":1}',
);

/** A token as it could have been given out, with something else in it. */
const token = fc
  .tuple(junk, fc.oneof(junk, fc.integer()), junk)
  .map((parts) => Buffer.from(JSON.stringify(parts)).toString("base64url"));

/** Bodies near the one that is answered: places put wrong or left out, fields added; and what is no body at all. */
function near(body: Record<string, unknown>): fc.Arbitrary<string> {
  const places = fc.constantFrom(
    ...placesIn(body),
    ["page"],
    ["page", "limit"],
    ["context"],
    ["evaluations"],
  );
  const change = fc.tuple(places, fc.oneof({ weight: 4, arbitrary: junk }, fc.constant(undefined)));
  const added = fc.tuple(
    fc.constantFrom<Path>(
      ["__proto__"],
      ["extra"],
      ["subject", "properties"],
      ["resource", "id"],
      ["page", "token"],
      ["subject", "id"],
    ),
    fc.oneof(junk, token),
  );
  const spoilt = fc
    .array(fc.oneof({ weight: 3, arbitrary: change }, added), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<unknown>((all, [path, item]) => put(all, path, item), body));
  return fc.oneof(
    { weight: 8, arbitrary: spoilt.map((one) => JSON.stringify(one) ?? "") },
    { weight: 1, arbitrary: junk.map((one) => JSON.stringify(one) ?? "") },
    { weight: 1, arbitrary: junk.map(asText) },
    { weight: 1, arbitrary: broken },
    { weight: 1, arbitrary: fc.nat(400).map((length) => JSON.stringify(body).slice(0, length)) },
  );
}

test("no question breaks an endpoint, and each refusal says what is wrong", { timeout }, async () => {
  const complaints = new Complaints();
  const statuses: Record<string, number> = {};
  await abreast(Object.entries(keyed), 3, async ([route, { body }]) => {
    const { secret } = await stage.write((tx) => writeKey(tx, stage.home, stage.home.keyOwner.userId));
    const address = `${remit.url}${addressOf(route, {})}`;
    const count = Math.ceil(bodiesInAll / Object.keys(keyed).length);
    for (const text of sampled(route, near(body(stage)), count)) {
      const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
      const answer = await send(address, { headers }, { method: "POST", body: text });
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      const json = answer.headers.get("content-type") === "application/json" ? [] : ["is not JSON"];
      const told = json.length === 0 ? (JSON.parse(answer.body) as { message?: string }) : {};
      const known = [200, 400, 413].includes(answer.status) ? [] : [`answers ${answer.status}`];
      complaints.add(route, text, [
        ...known,
        ...json,
        ...faultsOf(answer, answer.status === 200 ? [] : [told.message]),
      ]);
    }
  });
  console.log("malformed questions by status:", statuses);
  expect(complaints.all()).toEqual([]);
  expect(statuses["400"]).toBeGreaterThan(bodiesInAll / 4);
});
