import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { postmasterOf, postmasterSaidIn } from "./postmaster.ts";

let data: string;
let file: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "postmaster-"));
  file = join(data, "postmaster.pid");
});
afterEach(() => rmSync(data, { recursive: true }));

test("without the file there is no server", () => {
  expect(postmasterSaidIn(data)).toBeUndefined();
  expect(postmasterOf(data)).toBeUndefined();
});

test.each([
  ["empty, as a starting server makes it", ""],
  ["of a process that is gone", "2147483647\n"],
  ["of a process that stands elsewhere", `${process.pid}\n`],
])("a file that is %s is left alone by who only looks, and removed by who wants to start", (_, text) => {
  writeFileSync(file, text);
  expect(postmasterSaidIn(data)).toBe("stale");
  expect(existsSync(file)).toBe(true);
  expect(postmasterOf(data)).toBeUndefined();
  expect(existsSync(file)).toBe(false);
});
