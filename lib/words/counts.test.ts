import { expect, test } from "vitest";
import { agreeing, allCounted, counted, listed, listedUpTo, numberUpTo, numberWords } from "./counts";

test("a number agrees with its word, and thousands are set apart", () => {
  expect([0, 1, 2, 2500].map((count) => counted(count, "member"))).toEqual([
    "0 members",
    "1 member",
    "2 members",
    "2,500 members",
  ]);
  expect(counted(3, "person", "people")).toBe("3 people");
  expect([agreeing(1, "is", "are"), agreeing(0, "is", "are"), agreeing(7, "is", "are")]).toEqual([
    "is",
    "are",
    "are",
  ]);
  expect(numberWords(1_000_000)).toBe("1,000,000");
});

test("what is counted only so far says so", () => {
  expect([1, 999, 1000, 1001].map((count) => numberUpTo(1000, count))).toEqual([
    "1",
    "999",
    "1,000+",
    "1,000+",
  ]);
});

test("names are listed, and of many the first ones", () => {
  expect(listed([])).toBe("");
  expect(listed(["Editor"])).toBe("Editor");
  expect(listed(["Editor", "Viewer", "Steward"])).toBe("Editor, Viewer and Steward");
  expect(listedUpTo(2, ["A", "B", "C"])).toBe("A, B and C");
  expect(listedUpTo(2, ["A", "B", "C", "D"])).toBe("A, B and 2 others");
  expect(listedUpTo(1, ["A", "B", "C"], "role")).toBe("A and 2 roles");
});

test("several things are counted together, and what there is none of is left out", () => {
  expect(allCounted([2, "person", "people"], [1, "group"])).toBe("2 people and 1 group");
  expect(allCounted([0, "project"], [9, "action"])).toBe("9 actions");
  expect(allCounted([0, "project"], [0, "action"])).toBe("");
});
