import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inContext } from "@/db/tenant";
import { accessAt } from "@/lib/access/access";
import { idsOf } from "@/lib/access/permission-set";
import type { ChangePreview } from "@/lib/changes/preview";
import type { Outcome } from "@/lib/doorway/outcome";
import { factsOf } from "@/lib/facts/facts";
import { moveObject } from "./commands";
import { pathAt } from "./placement";
import { type Garden, type Name, openGarden, type Place } from "./testing/garden";

let g: Garden;
beforeAll(async () => {
  g = await openGarden();
});
beforeEach(() => g.reset());
afterAll(() => g.close());

const asked = (object: Place, parent: Place) => ({ resourceId: g.ids[object], parentId: g.ids[parent] });
const moves = (name: Name | "Zoe", object: Place, parent: Place) =>
  g.ask(name, moveObject.execute as never, asked(object, parent)) as Promise<Outcome<unknown>>;
const preview = (name: Name, object: Place, parent: Place) =>
  g.ask(name, moveObject.preview as never, asked(object, parent)) as Promise<Outcome<ChangePreview>>;

/** What somebody holds on a place at present, by the pure function. */
async function held(name: Name, place: Place): Promise<string[]> {
  const { workspaceId, people } = g.here;
  return inContext({ workspace: workspaceId }, async (tx) => {
    const workspace = { id: workspaceId, accountId: workspaceId, name: "garden" };
    const facts = await factsOf(tx, workspace, people[name]?.userId ?? "");
    const { path } = await g.stored(place);
    const access = accessAt(facts, Date.now() * 1000 + 1_000_000);
    return idsOf(access.permissionsOn({ id: g.ids[place], kind: "project", name: place, path }));
  });
}

test("a move takes all below along, and the preview comes true exactly", async () => {
  await g.give("Cem", "contributor", "Spring");
  await g.give("Dea", "contributor", "Autumn");
  await g.give("Eli", "viewer", "Spring");
  await g.give("Eli", "viewer", "Roses");
  const told = await preview("Ada", "Roses", "Autumn");
  if (!told.ok) throw new Error(told.message);
  expect(told.value.refusal).toBeNull();
  expect(told.value.summary?.counts).toEqual({ gain: 1, stay: 1, lose: 1 });
  const names = (which: "gains" | "losses") =>
    told.value.summary?.people.filter((one) => one[which].length > 0).map(({ name }) => name);
  expect([names("gains"), names("losses")]).toEqual([["Dea"], ["Cem"]]);

  const before = { Cem: await held("Cem", "Water"), Dea: await held("Dea", "Water") };
  expect(await moves("Ada", "Roses", "Autumn")).toMatchObject({ ok: true });
  const path = [g.here.workspaceId, g.ids.Autumn, g.ids.Roses];
  expect(await g.stored("Roses")).toMatchObject({ path, parent: g.ids.Autumn });
  expect(await g.stored("Water")).toMatchObject({ path: [...path, g.ids.Water], parent: g.ids.Roses });
  expect(await g.stored("Tulips")).toMatchObject({ parent: g.ids.Spring });
  expect(await held("Cem", "Water")).toEqual([]);
  expect(await held("Dea", "Water")).toEqual(before.Cem);
  expect(before.Dea).toEqual([]);
  expect((await held("Eli", "Roses")).length).toBeGreaterThan(0);
  expect((await g.events()).at(-1)).toMatchObject({
    action: "object.moved",
    before: { in: "Spring" },
    after: { in: "Autumn", gain: 1, lose: 1 },
  });
});

test("where something lay at any time is still known", async () => {
  const at = async () => {
    const [row] = await g.owner<{ at: string }[]>`select micros(clock_timestamp())::text as at`;
    return Number(row?.at);
  };
  const where = (when: number) =>
    inContext({ workspace: g.here.workspaceId }, (tx) => pathAt(tx, g.here.workspaceId, g.ids.Water, when));
  const atFirst = await at();
  await moves("Ada", "Roses", "Autumn");
  const between = await at();
  await moves("Ada", "Water", "Kale");
  const then = await at();
  await moves("Ada", "Roses", "Spring");
  const root = g.here.workspaceId;
  const { Spring, Autumn, Roses, Kale, Water } = g.ids;
  expect(await where(atFirst)).toEqual([root, Spring, Roses, Water]);
  expect(await where(between)).toEqual([root, Autumn, Roses, Water]);
  expect(await where(then)).toEqual([root, Autumn, Kale, Water]);
  expect(await where(await at())).toEqual([root, Autumn, Kale, Water]);
  const [moved] = await g.owner<{ at: string }[]>`
    select micros(valid_to)::text as at from former_placements where resource_id = ${Water}`;
  expect(await where(Number(moved?.at))).toEqual([root, Autumn, Kale, Water]);
  expect(await where(Number(moved?.at) - 1)).toEqual([root, Autumn, Roses, Water]);
  expect(await where(atFirst - 40 * 86_400_000_000)).toBeNull();
});

test("moving needs Manage on the object and on the new parent", async () => {
  await g.role("Mover", ["marketing-object:manage"]);
  await g.give("Cem", "Mover", "Roses");
  await g.give("Cem", "contributor", "Autumn");
  expect(await moves("Cem", "Roses", "Autumn")).toMatchObject({ code: "forbidden" });
  expect((await g.events()).at(-1)).toMatchObject({ action: "objects.move", outcome: "denied" });
  await g.give("Dea", "Mover", "Autumn");
  await g.give("Dea", "contributor", "Spring");
  expect(await moves("Dea", "Roses", "Autumn")).toMatchObject({ code: "forbidden" });
  expect(await moves("Dea", "Kale", "Spring")).toMatchObject({ code: "forbidden" });
  await g.give("Eli", "Mover", "Roses");
  // Autumn is not even known to Eli.
  expect(await moves("Eli", "Roses", "Autumn")).toMatchObject({ code: "not-found" });
  expect(await moves("Zoe", "Roses", "Autumn")).toMatchObject({ code: "not-found" });
  expect(await g.stored("Roses")).toMatchObject({ parent: g.ids.Spring });
});

test("nobody lets others gain what they do not hold there themselves", async () => {
  await g.give("Cem", "admin", "Autumn");
  const sentence =
    /^Cem would gain .* and \d+ more permissions, which you would not hold there yourself\. Ask an Admin\.$/;
  expect(await preview("Pia", "Roses", "Autumn")).toMatchObject({
    value: { refusal: expect.stringMatching(sentence) },
  });
  expect(await moves("Pia", "Roses", "Autumn")).toMatchObject({
    code: "forbidden",
    message: expect.stringMatching(sentence),
  });
  expect(await moves("Ada", "Roses", "Autumn")).toMatchObject({ ok: true });
});

test("nobody gains anything for themselves by a move, but may lose", async () => {
  await g.role("Mover", ["marketing-object:manage"]);
  await g.give("Cem", "Mover", "Spring");
  await g.give("Cem", "Mover", "Autumn");
  await g.give("Cem", "contributor", "Autumn");
  expect(await moves("Cem", "Roses", "Autumn")).toMatchObject({
    code: "forbidden",
    message: expect.stringMatching(/^You would gain .* for yourself\. Ask somebody else to move it\.$/),
  });
  expect(await moves("Cem", "Kale", "Spring")).toMatchObject({ ok: true });
});

test("nobody keeps by a move what would end for them", async () => {
  await g.role("Mover", ["marketing-object:manage"]);
  await g.give("Cem", "Mover", "Spring", { until: "2199-01-01T00:00:00Z" });
  await g.give("Cem", "Mover", "Autumn");
  expect(await moves("Cem", "Roses", "Autumn")).toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("for yourself"),
  });
  expect(await moves("Cem", "Kale", "Spring")).toMatchObject({ ok: true });
});

test("nobody takes from somebody who holds more than they do there", async () => {
  await g.give("Cem", "admin", "Spring");
  expect(await moves("Pia", "Roses", "Autumn")).toMatchObject({
    code: "forbidden",
    message: expect.stringMatching(/^Cem would lose access and holds more than you there: /),
  });
  // Who keeps all the same by another grant loses nothing.
  await g.give("Cem", "admin", "Roses");
  expect(await moves("Pia", "Roses", "Autumn")).toMatchObject({ ok: true });
});

test("what is given further down is weighed with what is inherited", async () => {
  await g.give("Cem", "contributor", "Spring");
  await g.give("Cem", "admin", "Prune");
  expect(await moves("Pia", "Roses", "Autumn")).toMatchObject({
    message: expect.stringMatching(/^Cem would lose access and holds more than you there: /),
  });
});

test.each<[Place, Place, string]>([
  ["Spring", "Autumn", "invalid"],
  ["Roses", "Kale", "invalid"],
  ["Roses", "Prune", "invalid"],
  ["Roses", "Roses", "invalid"],
  ["Prune", "Autumn", "invalid"],
  ["Roses", "Spring", "conflict"],
])("%s is not moved below %s", async (object, parent, code) => {
  expect(await moves("Ada", object, parent)).toMatchObject({ ok: false, code });
});

test("nothing archived is moved, and nothing into what is archived", async () => {
  await g.owner`update resources set archived_at = now() where id = ${g.ids.Autumn}`;
  expect(await moves("Ada", "Roses", "Autumn")).toMatchObject({ code: "conflict" });
  await g.owner`update resources set archived_at = null where id = ${g.ids.Autumn}`;
  await g.owner`update resources set archived_at = now() where id = ${g.ids.Roses}`;
  expect(await moves("Ada", "Roses", "Autumn")).toMatchObject({ code: "conflict" });
});

test("parallel moves leave every path as the parents tell it", { timeout: 60_000 }, async () => {
  const projects = ["Roses", "Tulips", "Kale"] as const;
  for (let round = 0; round < 12; round += 1) {
    await Promise.all([
      moves("Ada", "Roses", round % 2 ? "Spring" : "Autumn"),
      moves("Ada", "Water", projects[round % 3] ?? "Kale"),
      moves("Ada", "Prune", projects[(round + 1) % 3] ?? "Kale"),
      moves("Pia", "Kale", round % 2 ? "Autumn" : "Spring"),
      moves("Pia", "Roses", round % 2 ? "Autumn" : "Spring"),
    ]);
    const wrong = await g.owner`
      select r.name from resources r join resources p on p.workspace_id = r.workspace_id and p.id = r.parent_id
      where r.path <> p.path || r.id or cardinality(r.path) > 4`;
    expect([...wrong]).toEqual([]);
  }
  const moved = await g.owner`select count(*)::int as count from former_placements`;
  expect(moved[0]?.count).toBeGreaterThan(12);
});
