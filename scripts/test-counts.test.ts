import { expect, test } from "vitest";
import { add, commandCounts, none, playwrightCounts, vitestCounts } from "./test-counts.ts";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((status) => ({ status })),
});

test("tests are counted one by one", () => {
  const report = {
    numPassedTests: 3,
    numPendingTests: 1,
    testResults: [
      file("failed", "passed", "failed", "failed"),
      file("passed", "passed", "passed", "pending"),
    ],
  };
  expect(vitestCounts(report, 1)).toEqual({ passed: 3, failed: 2, skipped: 1 });
});

test("a file that could not be loaded is a failure", () => {
  const report = {
    numPassedTests: 1,
    numPendingTests: 0,
    testResults: [file("passed", "passed"), file("failed")],
  };
  expect(vitestCounts(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test("a run that failed without a failed test is a failure", () => {
  const report = { numPassedTests: 1, numPendingTests: 0, testResults: [file("passed", "passed")] };
  expect(vitestCounts(report, 0).failed).toBe(0);
  expect(vitestCounts(report, 1).failed).toBe(1);
  expect(vitestCounts(report, null).failed).toBe(1);
});

test("a run of nothing, or without a report, is a failure", () => {
  expect(vitestCounts({ numPassedTests: 0, numPendingTests: 0, testResults: [] }, 0).failed).toBe(1);
  expect(vitestCounts(undefined, 0).failed).toBe(1);
  expect(playwrightCounts(undefined, 0).failed).toBe(1);
  expect(playwrightCounts({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 4 } }, 0).failed).toBe(1);
});

test("a flaky journey is a failed one", () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 0 } };
  expect(playwrightCounts(report, 1)).toEqual({ passed: 5, failed: 3, skipped: 0 });
});

test("a command is one test, and counts add up", () => {
  expect(add(commandCounts(0), commandCounts(2))).toEqual({ ...none, passed: 1, failed: 1 });
  expect(commandCounts(null).failed).toBe(1);
});
