import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Outcome } from "@/lib/doorway/outcome";
import {
  archiveObject,
  completeObject,
  createObject,
  renameObject,
  reopenObject,
  restoreObject,
} from "./commands";
import { objectOverview } from "./overview";
import { objectHead } from "./queries";
import { type Garden, type Name, openGarden } from "./testing/garden";

let g: Garden;
beforeAll(async () => {
  g = await openGarden();
});
beforeEach(() => g.reset());
afterAll(() => g.close());

type Done = { event: string; id: string; name: string };
const does = (name: Name | "Zoe", command: { execute: (raw: unknown) => Promise<unknown> }, input: object) =>
  g.ask(name, command.execute as never, input as never) as Promise<Outcome<Done>>;
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? "ok" : outcome.code);

test("each kind is created in its own place, and in no other", async () => {
  const campaign = await does("Ada", createObject, { name: " Summer  " });
  const project = campaign.ok
    ? await does("Ada", createObject, { parentId: campaign.value.id, name: "Dahlias" })
    : campaign;
  const action = project.ok
    ? await does("Ada", createObject, { parentId: project.value.id, name: "Stake" })
    : project;
  if (!campaign.ok || !project.ok || !action.ok) throw new Error("not created");
  const rows = await g.owner`select kind, name, path::text[] from resources
    where id = any(${[campaign.value.id, project.value.id, action.value.id]}::uuid[]) order by cardinality(path)`;
  const path = [g.here.workspaceId, campaign.value.id, project.value.id, action.value.id];
  expect([...rows]).toEqual([
    { kind: "campaign", name: "Summer", path: path.slice(0, 2) },
    { kind: "project", name: "Dahlias", path: path.slice(0, 3) },
    { kind: "action", name: "Stake", path },
  ]);
  const below = await does("Ada", createObject, { parentId: action.value.id, name: "Deeper" });
  expect(below).toMatchObject({ ok: false, code: "invalid" });
  expect((await g.events()).map(({ action: told }) => told)).toEqual(Array(3).fill("object.created"));
});

test("creating and renaming need Edit on the parent and on the object", async () => {
  await g.give("Cem", "contributor", "Roses");
  expect(codeOf(await does("Cem", createObject, { parentId: g.ids.Roses, name: "Weed" }))).toBe("ok");
  expect(codeOf(await does("Cem", renameObject, { resourceId: g.ids.Prune, name: "Cut" }))).toBe("ok");
  expect(codeOf(await does("Cem", createObject, { name: "Winter" }))).toBe("forbidden");
  // Spring lies above what Cem holds: he knows its name, hence is told what is missing.
  expect(codeOf(await does("Cem", createObject, { parentId: g.ids.Spring, name: "Iris" }))).toBe("forbidden");
  expect(codeOf(await does("Cem", createObject, { parentId: g.ids.Kale, name: "Sow" }))).toBe("not-found");
  expect(codeOf(await does("Vic", renameObject, { resourceId: g.ids.Roses, name: "Rose" }))).toBe(
    "forbidden",
  );
  expect(codeOf(await does("Zoe", renameObject, { resourceId: g.ids.Roses, name: "Rose" }))).toBe(
    "not-found",
  );
});

test.each([
  ["", "Give it a name."],
  ["   ", "Give it a name."],
  ["x".repeat(121), "A name has at most 120 characters."],
  ["two\nlines", "A name has no control characters."],
])("the name %j is refused", async (name, message) => {
  const outcome = await does("Ada", renameObject, { resourceId: g.ids.Roses, name });
  expect(outcome).toMatchObject({ ok: false, code: "invalid", fields: { name: message } });
});

test("two children of one parent may have the same name", async () => {
  expect(codeOf(await does("Ada", createObject, { parentId: g.ids.Spring, name: "Roses" }))).toBe("ok");
});

test("archiving takes all below along, keeps grants, and leaves nothing that can be changed", async () => {
  await g.give("Cem", "contributor", "Roses");
  expect(codeOf(await does("Ada", archiveObject, { resourceId: g.ids.Water }))).toBe("ok");
  expect(codeOf(await does("Ada", archiveObject, { resourceId: g.ids.Spring }))).toBe("ok");
  for (const place of ["Spring", "Roses", "Prune", "Water", "Tulips"] as const)
    expect(await g.stored(place)).toMatchObject({ archived: true });
  expect(await g.stored("Kale")).toMatchObject({ archived: false });
  for (const [command, input] of [
    [createObject, { parentId: g.ids.Roses, name: "Weed" }],
    [renameObject, { resourceId: g.ids.Roses, name: "Rose" }],
    [completeObject, { resourceId: g.ids.Roses }],
    [archiveObject, { resourceId: g.ids.Roses }],
  ] as const)
    expect(await does("Ada", command, input)).toMatchObject({ code: "conflict", message: /archived/ });
  const head = await g.ask("Cem", objectHead as never, { resourceId: g.ids.Roses });
  expect(head).toMatchObject({ ok: true, value: { archivedAt: expect.any(String), level: 3 } });

  expect(await does("Ada", restoreObject, { resourceId: g.ids.Roses })).toMatchObject({
    code: "conflict",
    message: "Roses lies in Spring, which is archived. Restore that.",
  });
  expect(codeOf(await does("Ada", restoreObject, { resourceId: g.ids.Spring }))).toBe("ok");
  expect(await g.stored("Prune")).toMatchObject({ archived: false });
  // It was archived by itself, before.
  expect(await g.stored("Water")).toMatchObject({ archived: true });
});

test("archiving and restoring need Manage", async () => {
  await g.give("Cem", "contributor", "Spring");
  expect(codeOf(await does("Cem", archiveObject, { resourceId: g.ids.Roses }))).toBe("forbidden");
  expect(codeOf(await does("Pia", archiveObject, { resourceId: g.ids.Roses }))).toBe("ok");
  expect(codeOf(await does("Cem", restoreObject, { resourceId: g.ids.Roses }))).toBe("forbidden");
  expect(codeOf(await does("Pia", restoreObject, { resourceId: g.ids.Roses }))).toBe("ok");
});

test("completing ends what was given until then, as the preview said, and reopening gives nothing back", async () => {
  const bound = await g.give("Cem", "contributor", "Roses");
  const free = await g.give("Dea", "contributor", "Roses");
  await g.owner`update grants set ends_with_id = ${g.ids.Roses} where id = ${bound}`;
  const preview = await g.ask("Pia", completeObject.preview as never, { resourceId: g.ids.Roses });
  expect(preview).toMatchObject({
    ok: true,
    value: { summary: { counts: { gain: 0, stay: 0, lose: 1 }, people: [{ name: "Cem" }] } },
  });
  const untouched = await g.owner`select 1 from grants where id = ${bound} and valid_to is null`;
  expect(untouched).toHaveLength(1);

  expect(codeOf(await does("Pia", completeObject, { resourceId: g.ids.Roses }))).toBe("ok");
  const ended = await g.owner`select id from grants where valid_to is not null`;
  expect(ended.map(({ id }) => id)).toEqual([bound]);
  expect(free).not.toBe(bound);
  expect((await g.events()).at(-1)).toMatchObject({
    action: "object.completed",
    after: { grantsEnded: 1 },
  });
  expect(codeOf(await does("Pia", completeObject, { resourceId: g.ids.Roses }))).toBe("conflict");
  expect(codeOf(await does("Pia", reopenObject, { resourceId: g.ids.Roses }))).toBe("ok");
  expect(await g.stored("Roses")).toMatchObject({ completed: false });
  expect(await g.owner`select 1 from grants where id = ${bound} and valid_to is null`).toHaveLength(0);
});

test("only projects are completed, and only with Edit", async () => {
  expect(codeOf(await does("Ada", completeObject, { resourceId: g.ids.Spring }))).toBe("invalid");
  expect(codeOf(await does("Ada", completeObject, { resourceId: g.ids.Prune }))).toBe("invalid");
  expect(codeOf(await does("Vic", completeObject, { resourceId: g.ids.Roses }))).toBe("forbidden");
  expect(codeOf(await does("Ada", reopenObject, { resourceId: g.ids.Roses }))).toBe("conflict");
});

test("the overview tells one's own level and rights, each with a reason, and the log to who may see it", async () => {
  await g.give("Cem", "contributor", "Spring", { minus: ["budget:view"] });
  await does("Ada", renameObject, { resourceId: g.ids.Roses, name: "Old roses" });
  const seen = await g.ask("Cem", objectOverview as never, { resourceId: g.ids.Roses });
  expect(seen).toMatchObject({
    ok: true,
    value: {
      place: ["garden", "Spring"],
      below: { projects: 0, actions: 2 },
      level: 3,
      proof: [{ roleName: "Contributor", resource: { name: "Spring" } }],
      activity: null,
    },
  });
  const { rights } = (
    seen as Outcome<{ rights: { feature: string; level: string; proof: unknown[] }[] }> & {
      ok: true;
    }
  ).value;
  expect(rights.map(({ feature, level, proof }) => [feature, level, proof.length])).toEqual([
    ["collaboration", "edit", 1],
    ["budget", "none", 0],
    ["hr", "none", 0],
    ["marketing-object", "edit", 1],
    ["group-access", "view", 1],
  ]);
  const told = await g.ask("Ada", objectOverview as never, { resourceId: g.ids.Roses });
  expect(told).toMatchObject({ value: { level: 4, activity: [{ actor: "Ada" }] } });
});
