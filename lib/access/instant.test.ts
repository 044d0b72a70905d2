import { expect, test } from "vitest";
import { holdsAt, instantOf, overlapOf } from "./instant";

test.each([
  ["1970-01-01T00:00Z", 0],
  ["1970-01-01T00:00:00.000001Z", 1],
  ["1970-01-01T00:00:01.5Z", 1_500_000],
  ["2026-06-29T23:59:59.999999Z", 1_782_777_599_999_999],
  ["1970-01-01T02:00:00+02:00", 0],
  ["1969-12-31 21:30:00-02:30", 0],
  ["1970-01-01 01:00:00.25+01", 250_000],
  ["1969-12-31T23:59:59.999999Z", -1],
])("%s", (text, instant) => {
  expect(instantOf(text)).toBe(instant);
});

test.each([
  "",
  "2026-06-01",
  "2026-06-01T12:00",
  "2026-02-30T00:00Z",
  "2026-13-01T00:00Z",
  "2026-06-01T25:00Z",
  "x",
])("%j is refused", (text) => {
  expect(() => instantOf(text)).toThrow(RangeError);
});

test("a validity begins at its first instant and is over at its last", () => {
  const validity = { from: 10, to: 20 };
  expect([9, 10, 19, 20].map((at) => holdsAt(validity, at))).toEqual([false, true, true, false]);
  expect(holdsAt({ from: 10, to: null }, Number.MAX_SAFE_INTEGER)).toBe(true);
});

test("an overlap is the time both hold", () => {
  expect(overlapOf({ from: 1, to: 5 }, { from: 3, to: null })).toEqual({ from: 3, to: 5 });
  expect(overlapOf({ from: 1, to: null }, { from: 3, to: null })).toEqual({ from: 3, to: null });
  expect(overlapOf({ from: 1, to: 3 }, { from: 3, to: 9 })).toBeNull();
});
