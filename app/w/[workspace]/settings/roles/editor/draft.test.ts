import { expect, test } from "vitest";
import type { FeatureId, Level, PermissionId } from "@/lib/access/catalogue";
import { has, levelIn, setOf } from "@/lib/access/permission-set";
import { closed, closeRole, systemRoles } from "@/lib/access/role";
import { Draft } from "@/lib/roles/input";
import { changeLines, changesBetween, countOf, onTopOf } from "./changes";
import {
  broughtBy,
  closureOf,
  contentsIn,
  draftOf,
  floorOf,
  type RoleDraft,
  setLevel,
  toggle,
} from "./draft";

const nothing = setOf([]);
const draft = (...chosen: PermissionId[]): RoleDraft => ({
  name: "Analyst",
  description: "",
  applications: ["data-activation", "customer-hubs"],
  chosen,
});
const saved = (fine: PermissionId[], levels: Partial<Record<FeatureId, Level>> = {}) => {
  const contents = closeRole({ fine, levels });
  return { draft: draftOf({ name: "Analyst", description: "", contents }), set: setOf(contents.permissions) };
};
const held = ({ chosen }: RoleDraft, id: PermissionId) => has(closureOf(chosen), id);

test("what comes along is named, and shown with its cause", () => {
  const step = toggle(draft(), nothing, "campaign:publish");
  if (step.kind !== "done") throw new Error("it asked");
  expect(step.brought).toEqual(["campaign:view", "campaign:edit", "marketing-email:view"]);
  expect([...broughtBy(step.draft)]).toEqual(step.brought.map((id) => [id, "campaign:publish"]));
});

test("a level holds another feature, and says by what", () => {
  const step = setLevel(draft(), nothing, "segment", 3);
  if (step.kind !== "done") throw new Error("it asked");
  expect(step.brought).toEqual(["model:view"]);
  expect(floorOf(step.draft, "model")).toEqual({ level: 1, by: "segment:edit" });
  expect(floorOf(step.draft, "segment")).toEqual({ level: 0, by: null });
  const higher = setLevel(step.draft, nothing, "model", 4);
  if (higher.kind !== "done") throw new Error("it asked");
  expect(levelIn(closureOf(higher.draft.chosen), "model")).toBe(4);
  const back = setLevel(higher.draft, nothing, "model", 1);
  expect(back.kind === "done" && levelIn(closureOf(back.draft.chosen), "model")).toBe(1);
});

test("taking a prerequisite away asks, and names all that falls", () => {
  const before = draft("campaign:publish", "segment:delete");
  const flag = toggle(before, nothing, "campaign:view");
  expect(flag).toMatchObject({
    kind: "falls",
    removed: "campaign:view",
    falls: ["campaign:edit", "campaign:publish"],
  });
  if (flag.kind === "falls") expect(held(flag.after, "marketing-email:view")).toBe(true);
  const level = setLevel(before, nothing, "model", 0);
  expect(level).toMatchObject({
    kind: "falls",
    removed: "model:view",
    falls: ["segment:edit", "segment:delete"],
  });
  if (level.kind === "falls") expect(levelIn(closureOf(level.after.chosen), "segment")).toBe(2);
});

test("what the role held because of a cause is asked for when the cause goes, what came just now is not", () => {
  const { draft: stored, set } = saved(["campaign:publish"]);
  expect(stored.chosen).toEqual(["campaign:publish"]);
  const step = toggle(stored, set, "campaign:publish");
  if (step.kind !== "left") throw new Error("it did not ask");
  expect(step.left).toEqual(["campaign:view", "campaign:edit", "marketing-email:view"]);
  expect(held(step.keep, "campaign:edit")).toBe(true);
  expect(held(step.keep, "campaign:publish")).toBe(false);
  expect(step.take.chosen).toEqual([]);
  const now = toggle(draft(), nothing, "campaign:publish");
  if (now.kind !== "done") throw new Error("it asked");
  expect(toggle(now.draft, nothing, "campaign:publish")).toMatchObject({
    kind: "done",
    draft: { chosen: [] },
  });
});

test("what the form sends is what the server makes the same role of", () => {
  for (const { contents, name, description } of systemRoles) {
    const sent = contentsIn(draftOf({ name, description, contents }));
    expect(closed(Draft.parse(sent)), name).toEqual(contents);
    expect(JSON.stringify({ roleId: crypto.randomUUID(), draft: sent }).length).toBeLessThan(4_000);
  }
});

test("changes are counted and told, with how many came along", () => {
  const before = draft("segment:view");
  const step = setLevel(before, nothing, "segment", 3);
  if (step.kind !== "done") throw new Error("it asked");
  const after = { ...step.draft, name: "Builder", applications: ["data-activation"] as const };
  const changes = changesBetween(before, after);
  expect(countOf(changes, after)).toEqual({ all: 4, automatic: 1 });
  expect(changeLines(changes, after)).toEqual([
    "Name: Builder",
    "Customer Hubs: off",
    "Model: No access becomes Viewer",
    "Segment: Viewer becomes Editor",
  ]);
});

test("what I changed goes on top of what somebody else saved", () => {
  const begun = draft("campaign:publish", "budget:view");
  const theirs = { ...draft("campaign:publish", "data-space:export"), name: "Theirs" };
  const mine = {
    ...draft("campaign:view", "marketing-email:view", "budget:view", "alert:run"),
    description: "Mine",
  };
  const both = onTopOf(theirs, begun, mine);
  expect(both).toMatchObject({ name: "Theirs", description: "Mine" });
  expect(held(both, "data-space:export")).toBe(true);
  expect(held(both, "alert:run")).toBe(true);
  expect(held(both, "campaign:view")).toBe(true);
  expect(held(both, "campaign:edit"), "I took it").toBe(false);
  expect(held(both, "budget:view"), "they took it").toBe(false);
});

test("what came along before a conflict is not chosen after it, and goes with its cause", () => {
  const begun = draft("model:view");
  const mine = draft("model:view", "campaign:publish");
  const theirs = draft("model:view", "segment:edit");
  const both = onTopOf(theirs, begun, mine);
  expect([...both.chosen].sort()).toEqual(["campaign:publish", "model:view", "segment:edit"]);
  const step = toggle(both, setOf([]), "campaign:publish");
  if (step.kind !== "done") throw new Error("it asked");
  expect(held(step.draft, "campaign:edit"), "it came along with what was taken out").toBe(false);
  expect(held(step.draft, "segment:edit")).toBe(true);
  const own = onTopOf(theirs, begun, draft("model:view", "campaign:edit", "campaign:publish"));
  expect(own.chosen, "what was chosen itself stays chosen").toContain("campaign:edit");
});
