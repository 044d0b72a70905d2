import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inContext } from "@/db/tenant";
import { decide } from "@/lib/access/decide";
import type { ResourceRef } from "@/lib/access/facts";
import type { Outcome } from "@/lib/doorway/outcome";
import { factsOf } from "@/lib/facts/facts";
import { objectHead } from "./queries";
import { type FoundObjects, searchObjects } from "./search";
import { type Garden, type Name, openGarden, type Place } from "./testing/garden";
import { objectChildren, objectPath, objectTree, type RevealedPath, type TreePage } from "./tree";

let g: Garden;
beforeAll(async () => {
  g = await openGarden();
});
beforeEach(() => g.reset());
afterAll(() => g.close());

const given = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
};
const children = async (name: Name, input: object = {}) =>
  given((await g.ask(name, objectChildren as never, input as never)) as Outcome<TreePage>);
const search = async (name: Name, input: object) =>
  given((await g.ask(name, searchObjects as never, input as never)) as Outcome<FoundObjects>).rows;

/** Everything the person finds by walking the tree: names, the locked ones in brackets. */
async function walked(name: Name, parentId: string | null = null): Promise<string[]> {
  const { rows } = await children(name, { parentId });
  const below = await Promise.all(rows.map(({ id, below }) => (below > 0 ? walked(name, id) : [])));
  return rows.flatMap((row, nth) => [row.locked ? `(${row.name})` : row.name, ...(below[nth] ?? [])]);
}

/** The same by the pure function: what is seen, and in brackets the ancestors of what is seen. */
async function decided(name: Name): Promise<string[]> {
  const { workspaceId, people } = g.here;
  return inContext({ workspace: workspaceId }, async (tx) => {
    const workspace = { id: workspaceId, accountId: workspaceId, name: "garden" };
    const facts = await factsOf(tx, workspace, people[name]?.userId ?? "");
    const all = await g.owner<ResourceRef[]>`
      select id, kind, name, path::text[] from resources where kind in ('campaign', 'project', 'action')`;
    const sees = (resource: ResourceRef) =>
      decide(facts, { permission: "marketing-object:view", resource, at: Date.now() * 1000 }).allow;
    const seen = all.filter(sees);
    return all.flatMap((one) => {
      if (sees(one)) return [one.name];
      return seen.some(({ path }) => path.includes(one.id)) ? [`(${one.name})`] : [];
    });
  });
}

test("the tree is what decide allows, and the names above it, for everybody", async () => {
  await g.role("Counter", ["budget:view"]);
  await g.give("Cem", "contributor", "Roses");
  await g.give("Cem", "viewer", "Kale");
  await g.give("Dea", "viewer", "Prune");
  await g.give("Dea", "contributor", "Tulips", { minus: ["marketing-object:view"] });
  await g.give("Eli", "Counter", "Spring");
  for (const name of ["Ada", "Vic", "Cem", "Dea", "Eli"] as const)
    expect((await walked(name)).toSorted(), name).toEqual((await decided(name)).toSorted());
  expect(await walked("Cem")).toEqual(["(Autumn)", "Kale", "(Spring)", "Roses", "Prune", "Water"]);
  expect(await walked("Dea")).toEqual(["(Spring)", "(Roses)", "Prune"]);
  expect(await walked("Eli")).toEqual([]);
});

test("an unknown, a foreign and an invisible object are not there; of a name above, what is missing is said", async () => {
  await g.give("Cem", "contributor", "Roses");
  const head = (name: Name | "Zoe", resourceId: string) => g.ask(name, objectHead as never, { resourceId });
  expect(await head("Cem", g.ids.Roses)).toMatchObject({ ok: true });
  const nothing = await head("Cem", "019a0000-0000-7000-8000-000000000000");
  expect(nothing).toMatchObject({ ok: false, code: "not-found" });
  expect(await head("Cem", g.ids.Kale)).toEqual(nothing);
  expect(await head("Zoe", g.ids.Roses)).toEqual(nothing);
  expect(await head("Cem", g.here.workspaceId)).toEqual(nothing);
  expect(await head("Cem", g.ids.Spring)).toMatchObject({ ok: false, code: "forbidden" });
});

test("a branch comes page by page, by name, each once", async () => {
  const { workspaceId } = g.here;
  await g.owner`
    insert into resources (workspace_id, id, kind, name, parent_id, path)
    select ${workspaceId}, t.id, 'action', 'Leaf ' || lpad(n::text, 4, '0'), ${g.ids.Tulips},
      array[${workspaceId}::uuid, ${g.ids.Spring}::uuid, ${g.ids.Tulips}::uuid, t.id]
    from (select n, gen_random_uuid() as id from generate_series(1, 1205) n) t`;
  const names: string[] = [];
  let after: string | null = null;
  do {
    const page: TreePage = await children("Cem", { parentId: g.ids.Tulips, ...(after ? { after } : {}) });
    expect(page.rows).toEqual([]);
    const seen: TreePage = await children("Vic", { parentId: g.ids.Tulips, ...(after ? { after } : {}) });
    expect(seen.rows.length).toBeLessThanOrEqual(100);
    expect(seen.total).toBeNull();
    names.push(...seen.rows.map(({ name }) => name));
    after = seen.next;
  } while (after);
  expect(names).toHaveLength(1205);
  expect(names).toEqual(names.toSorted());
  const { rows } = await children("Vic", { parentId: g.ids.Spring });
  expect(rows.map(({ name, below }) => [name, below])).toEqual([
    ["Roses", 2],
    ["Tulips", 1000],
  ]);
  const last = await g.owner<{ id: string }[]>`select id from resources where name = 'Leaf 1205'`;
  const path = given(
    (await g.ask("Vic", objectPath as never, { resourceId: last[0]?.id })) as Outcome<RevealedPath>,
  );
  expect(path.steps.map(({ row, below }) => [row.name, below?.rows.length])).toEqual([
    ["Spring", 2],
    ["Tulips", 100],
    ["Leaf 1205", undefined],
  ]);
  expect(await children("Vic", { parentId: g.ids.Tulips, after: "no cursor" })).toMatchObject({
    rows: { length: 100 },
  });
});

test("what is archived is a tree of its own", async () => {
  const archive = (...names: Place[]) =>
    g.owner`update resources set archived_at = '2026-01-01' where id = any(${names.map((name) => g.ids[name])}::uuid[])`;
  await archive("Roses", "Prune", "Water");
  await g.owner`update resources set archived_at = '2026-02-02' where id = ${g.ids.Kale}`;
  await g.give("Cem", "viewer", "Spring");
  expect(await walked("Cem")).toEqual(["Spring", "Tulips"]);
  const tops = async (name: Name) =>
    (await children(name, { archived: true })).rows.map((row) => [row.name, row.below]);
  expect(await tops("Vic")).toEqual([
    ["Kale", 0],
    ["Roses", 2],
  ]);
  expect(await tops("Cem")).toEqual([["Roses", 2]]);
  const below = await children("Cem", { parentId: g.ids.Roses, archived: true });
  expect(below.rows.map(({ name }) => name)).toEqual(["Prune", "Water"]);
  expect(await search("Vic", { q: "pru" })).toEqual([]);
});

test("search finds by name what may be seen, with where it lies", async () => {
  await g.give("Cem", "contributor", "Roses");
  const named = async (name: Name, q: string) => (await search(name, { q })).map((row) => row.name);
  expect(await named("Vic", "r")).toEqual(["Roses"]);
  expect(await named("Vic", "ATE")).toEqual(["Water"]);
  expect(await named("Vic", "at")).toEqual([]);
  expect(await named("Vic", "%%%")).toEqual([]);
  expect(await named("Cem", "spring")).toEqual([]);
  expect(await search("Cem", { q: "water" })).toMatchObject([{ name: "Water", path: ["Spring", "Roses"] }]);
  expect(await named("Cem", "kale")).toEqual([]);
  expect(await named("Eli", "roses")).toEqual([]);
});

test("for a move only what is of the right kind and managed is offered, and not where it lies", async () => {
  const offered = async (name: Name, place: Place) =>
    (await search(name, { moving: g.ids[place] })).map((row) => row.name);
  expect(await offered("Ada", "Roses")).toEqual(["Autumn"]);
  expect(await offered("Ada", "Prune")).toEqual(["Kale", "Tulips"]);
  expect(await offered("Ada", "Spring")).toEqual([]);
  expect(await offered("Vic", "Roses")).toEqual([]);
});

test("campaigns are created by whoever holds Edit on the workspace", async () => {
  await g.give("Cem", "admin", "Spring");
  const may = async (name: Name) =>
    given((await g.ask(name, objectTree as never)) as Outcome<{ may: { create: boolean } }>).may.create;
  expect([await may("Ada"), await may("Pia"), await may("Vic"), await may("Cem")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
