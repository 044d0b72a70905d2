import { afterAll, beforeAll, expect, test } from "vitest";
import type { Outcome } from "@/lib/doorway/outcome";
import { moveObject } from "./commands";
import { objectHead } from "./queries";
import { searchObjects } from "./search";
import { type Garden, type Name, openGarden } from "./testing/garden";
import { objectChildren, objectPath, objectTree } from "./tree";

/** 100 campaigns of 100 projects of 9 actions each, and one project with 5,000 actions. */
const campaigns = 100;
const projects = 100;
const actions = 9;
/** How often the time of asking for one object a question may take: the machine may be busy with other tests. */
const times = { page: 5, search: 15, move: 40 };

let g: Garden;
beforeAll(async () => {
  g = await openGarden();
  const { workspaceId } = g.here;
  await g.owner`
    with c as (
      insert into resources (workspace_id, id, kind, name, parent_id, path)
      select ${workspaceId}, t.id, 'campaign', 'Campaign ' || n, ${workspaceId}, array[${workspaceId}::uuid, t.id]
      from (select n, gen_random_uuid() as id from generate_series(1, ${campaigns}::int) n) t returning id, path
    ), p as (
      insert into resources (workspace_id, id, kind, name, parent_id, path)
      select ${workspaceId}, t.id, 'project', 'Project ' || md5(t.id::text), t.above, t.path || t.id
      from (select c.id as above, c.path, gen_random_uuid() as id from c, generate_series(1, ${projects}::int)) t
      returning id, path
    )
    insert into resources (workspace_id, id, kind, name, parent_id, path)
    select ${workspaceId}, t.id, 'action', 'Action ' || md5(t.id::text), t.above, t.path || t.id
    from (select p.id as above, p.path, gen_random_uuid() as id from p, generate_series(1, ${actions}::int)) t`;
  await g.owner`
    insert into resources (workspace_id, id, kind, name, parent_id, path)
    select ${workspaceId}, t.id, 'action', 'Leaf ' || n, ${g.ids.Tulips},
      array[${workspaceId}::uuid, ${g.ids.Spring}::uuid, ${g.ids.Tulips}::uuid, t.id]
    from (select n, gen_random_uuid() as id from generate_series(1, 5000) n) t`;
  await g.owner`analyze resources`;
  await g.give("Cem", "contributor", "Roses");
}, 120_000);
afterAll(() => g.close());

let one: number;
const figures: string[] = [];
afterAll(() => console.log(`a tree of 105,000 objects: ${figures.join(", ")}`));

async function median(what: string, ask: () => Promise<unknown>): Promise<number> {
  const measured: number[] = [];
  for (let turn = 0; turn < 7; turn += 1) {
    const before = performance.now();
    expect(await ask(), what).toMatchObject({ ok: true });
    measured.push(performance.now() - before);
  }
  const middle = measured.toSorted((a, b) => a - b)[3] ?? 0;
  figures.push(`${what} ${middle.toFixed(1)} ms`);
  return middle;
}

const asks =
  (name: Name, question: unknown, input: object = {}) =>
  () =>
    g.ask(name, question as never, input as never) as Promise<Outcome<unknown>>;

beforeAll(async () => {
  one = await median("one object", asks("Vic", objectHead, { resourceId: g.ids.Roses }));
});

test.each<[string, () => () => Promise<unknown>]>([
  ["first page for who sees all", () => asks("Vic", objectTree)],
  ["first page for who sees one branch", () => asks("Cem", objectTree)],
  ["a page of 5,000 siblings", () => asks("Vic", objectChildren, { parentId: g.ids.Tulips })],
  ["path to an object", () => asks("Vic", objectPath, { resourceId: g.ids.Water })],
  ["search that finds little", () => asks("Vic", searchObjects, { q: "leaf 4321" })],
  ["search that finds 90,000", () => asks("Vic", searchObjects, { q: "act" })],
  ["search that finds nothing", () => asks("Vic", searchObjects, { q: "nowhere" })],
  ["search by who sees one branch", () => asks("Cem", searchObjects, { q: "wat" })],
  ["where to move", () => asks("Ada", searchObjects, { q: "", moving: g.ids.Roses })],
])("%s", async (what, ask) => {
  expect(await median(what, ask())).toBeLessThan(
    one * (/search|move/.test(what) ? times.search : times.page),
  );
});

test("a move of a branch of 5,000", async () => {
  let to = g.ids.Autumn;
  const move = async () => {
    const outcome = await asks("Ada", moveObject.execute, { resourceId: g.ids.Tulips, parentId: to })();
    to = to === g.ids.Autumn ? g.ids.Spring : g.ids.Autumn;
    return outcome;
  };
  expect(await median("move of 5,000", move)).toBeLessThan(one * times.move);
});
