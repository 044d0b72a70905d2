import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tryLock } from "./lock.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

test("one at a time, and again once it is given back", () => {
  const file = join(folder, "lock");
  const release = tryLock(file);
  expect(release).toBeTypeOf("function");
  expect(tryLock(file)).toBeUndefined();
  release?.();
  expect(tryLock(file)).toBeTypeOf("function");
});

test("a lock whose holder is gone counts for nothing", () => {
  const file = join(folder, "lock");
  const gone = spawnSync(process.execPath, ["-e", "console.log(process.pid)"], { encoding: "utf8" });
  writeFileSync(file, gone.stdout.trim());
  expect(tryLock(file)).toBeTypeOf("function");
});
