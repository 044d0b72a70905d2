import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { compare } from "./measure";
import { type Figure, markdown, missed, type StageResult, writeReadme } from "./report";

const folder = mkdtempSync(join(tmpdir(), "bench-"));
afterAll(() => rmSync(folder, { recursive: true }));

function result(bound: Figure["bound"], median: number): StageResult {
  const ratio = { median, low: median / 2, high: median * 2 };
  const figure: Figure = {
    what: "work",
    against: "peer",
    ratio,
    bound,
    must: 2,
    stretch: bound === "at least" ? 4 : 1,
  };
  return { stage: "s", load: {}, versions: {}, figures: [figure] };
}

test.each([
  ["at least", 1.9, "missed"],
  ["at least", 2, "reached"],
  ["at least", 4, "stretch reached"],
  ["at most", 2.1, "missed"],
  ["at most", 2, "reached"],
  ["at most", 1, "stretch reached"],
] as const)("%s 2, measured %f: %s", (bound, median, verdict) => {
  expect(missed([result(bound, median)])).toHaveLength(verdict === "missed" ? 1 : 0);
  expect(markdown([result(bound, median)])).toContain(`| ${verdict} |`);
});

test("the table replaces what is between the marks, and nothing else", () => {
  const file = join(folder, "README.md");
  writeFileSync(file, "a\n<!-- bench:start -->\nold\n<!-- bench:end -->\nb\n");
  expect(writeReadme(file, "| $1 |")).toBe(true);
  expect(readFileSync(file, "utf8")).toBe("a\n<!-- bench:start -->\n\n| $1 |\n\n<!-- bench:end -->\nb\n");
  writeFileSync(file, "no marks");
  expect(writeReadme(file, "x")).toBe(false);
  expect(readFileSync(file, "utf8")).toBe("no marks");
  expect(writeReadme(join(folder, "absent.md"), "x")).toBe(false);
});

test("a figure with a unit is told in it", () => {
  const [inSeconds] = result("at most", 0.5).figures;
  const told = markdown([{ ...result("at most", 0.5), figures: [{ ...(inSeconds as Figure), unit: " s" }] }]);
  expect(told).toContain("**0.50 s** (0.25–1.00)");
});

test("variants that give another result are not compared", async () => {
  const variant = (name: string, answer: number) => ({ name, pass: () => answer });
  const effort = { rounds: 5, passes: 2 };
  expect([...(await compare(variant("a", 1), [variant("b", 1)], effort)).keys()]).toEqual(["b"]);
  await expect(compare(variant("a", 1), [variant("b", 2)], effort)).rejects.toThrow(
    "b answered 2 instead of 1",
  );
});
