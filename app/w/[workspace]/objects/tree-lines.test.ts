import { describe, expect, test } from "vitest";
import type { TreeRow } from "@/lib/resources/tree";
import { type Branch, type Branches, type Line, linesOf, moveBy, top, typedTo } from "./tree-lines";

const row = (name: string, below = 0): TreeRow => ({
  id: name,
  name,
  kind: "project",
  below,
  locked: false,
  completed: false,
  archived: false,
});
const branch = (rows: TreeRow[], more: Partial<Branch> = {}): Branch => ({
  rows,
  next: null,
  total: rows.length,
  state: "ready",
  ...more,
});

const branches: Branches = new Map([
  [top, branch([row("Autumn"), row("Spring", 3), row("Summer", 1)])],
  ["Spring", branch([row("Roses", 1), row("Tulips")], { next: "cursor", total: 3 })],
  ["Roses", branch([], { state: "loading", total: null })],
]);
const all = new Set(["Spring", "Roses"]);
const told = (lines: Line[]) => lines.map(({ id, level, position, size }) => [id, level, position, size]);

describe("lines", () => {
  test("of what is expanded, with level, place and number of siblings", () => {
    expect(told(linesOf(branches, new Set(["Spring"])))).toEqual([
      ["Autumn", 1, 1, 3],
      ["Spring", 1, 2, 3],
      ["Roses", 2, 1, 3],
      ["Tulips", 2, 2, 3],
      ["more Spring", 2, 0, 3],
      ["Summer", 1, 3, 3],
    ]);
  });

  test("a branch that is loading or failed says so", () => {
    expect(linesOf(branches, all).map(({ kind }) => kind)).toContain("loading");
    const failed = new Map(branches).set("Roses", branch([], { state: "failed" }));
    expect(linesOf(failed, all).map(({ id }) => id)).toContain("failed Roses");
  });

  test("the open object is shown once, even when its page is not loaded", () => {
    const beyond = new Map(branches).set(
      "Spring",
      branch([row("Roses")], { next: "c", beyond: row("Zinnias") }),
    );
    const ids = linesOf(beyond, new Set(["Spring"])).map(({ id }) => id);
    expect(ids).toEqual(["Autumn", "Spring", "Roses", "more Spring", "Zinnias", "Summer"]);
    const loaded = new Map(branches).set("Spring", branch([row("Roses")], { beyond: row("Roses") }));
    expect(linesOf(loaded, new Set(["Spring"])).filter(({ id }) => id === "Roses")).toHaveLength(1);
  });
});

describe("keys", () => {
  const lines = linesOf(branches, all);
  test.each<[string, string, ReturnType<typeof moveBy>]>([
    ["ArrowDown", "Autumn", { focus: "Spring" }],
    ["ArrowDown", "Summer", { focus: "Summer" }],
    ["ArrowUp", "Autumn", { focus: "Autumn" }],
    ["ArrowUp", "Summer", { focus: "more Spring" }],
    ["ArrowDown", "Roses", { focus: "Tulips" }],
    ["Home", "Tulips", { focus: "Autumn" }],
    ["End", "Autumn", { focus: "Summer" }],
    ["ArrowRight", "Summer", { expand: "Summer" }],
    ["ArrowRight", "Spring", { focus: "Roses" }],
    ["ArrowRight", "Autumn", null],
    ["ArrowLeft", "Spring", { collapse: "Spring" }],
    ["ArrowLeft", "Tulips", { focus: "Spring" }],
    ["ArrowLeft", "Autumn", null],
    ["Tab", "Autumn", null],
  ])("%s on %s", (key, at, move) => {
    expect(moveBy(key, lines, at)).toEqual(move);
  });

  test("letters go to the next name that begins so, and around", () => {
    expect(typedTo("s", lines, "Autumn")).toBe("Spring");
    expect(typedTo("s", lines, "Spring")).toBe("Summer");
    expect(typedTo("s", lines, "Summer")).toBe("Spring");
    expect(typedTo("su", lines, "Spring")).toBe("Summer");
    expect(typedTo("su", lines, "Summer")).toBe("Summer");
    expect(typedTo("x", lines, "Summer")).toBeNull();
  });
});
