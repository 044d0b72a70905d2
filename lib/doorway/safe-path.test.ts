import { expect, test } from "vitest";
import { safePath } from "./safe-path";

test.each([
  "/",
  "/w/alder-finch?tab=pending&q=a%20b#top",
  "/invite/abc",
  "/?next=//evil.example",
  "/a//b",
])("%s is a path on this site", (path) => expect(safePath(path)).toBe(path));

test.each([
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/.//evil.example",
  "/..//evil.example",
  "/a/..//evil.example",
  "/%2e%2e//evil.example",
  "",
  `/${"a".repeat(2_000)}`,
  undefined,
  ["/w"],
])("%j leads to the front door", (wanted) => expect(safePath(wanted)).toBe("/"));
