import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { root } from "./root.ts";

type Lock = { packages: Record<string, LockEntry> };
type LockEntry = {
  version?: string;
  resolved?: string;
  integrity?: string;
  os?: string[];
  optionalDependencies?: Record<string, string>;
};

const json = <T>(file: string) => JSON.parse(readFileSync(`${root}${file}`, "utf8")) as T;
const manifest = json<Record<"dependencies" | "devDependencies", Record<string, string>>>("package.json");
const lock = json<Lock>("package-lock.json");
const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
const exact = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

test.each(Object.entries(wanted))("%s is pinned to one version: %s", (name, version) => {
  expect(version).toMatch(exact);
  expect(lock.packages[`node_modules/${name}`]?.version).toBe(version);
});

test("the lock names no server to fetch from, and knows every package by its hash", () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(packages.filter(([, { integrity }]) => !integrity?.startsWith("sha512-"))).toEqual([]);
});

test("the lock holds the packages of every platform, not only of the one it was made on", () => {
  const absent = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(path, name))
      .map((name) => `${path || "the project"} needs ${name}`),
  );
  expect(absent).toEqual([]);
});

/** Looks where Node would: beside the package, then in each folder above. */
function isLocked(path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    if (lock.packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

test.each([
  ["next", "16.4.5"],
  ["react", "19.3.1"],
  ["react-dom", "19.3.1"],
])("%s is at least %s: earlier ones have known holes", (name, least) => {
  expect(compare(wanted[name] ?? "0.0.0", least)).toBeGreaterThanOrEqual(0);
});

test("react and react-dom are of one version", () => {
  expect(wanted.react).toBe(wanted["react-dom"]);
});

function compare(one: string, other: string): number {
  const parts = (version: string) => version.split(".").map(Number);
  const [left, right] = [parts(one), parts(other)];
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
