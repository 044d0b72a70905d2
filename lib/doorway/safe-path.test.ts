import { expect, test } from "vitest";
import { safePath } from "./safe-path";

const hosts = [
  "evil.example",
  "evil.example:443",
  "user@evil.example",
  "0x7f000001",
  "[::1]",
  "evil。example",
];
const beginnings = [
  "//",
  "///",
  "////",
  "/\\",
  "/\\/",
  "\\\\",
  "\\/",
  "/\t/",
  "/\n/",
  "/\r/",
  "\t//",
  " //",
  "http://",
  "https://",
  "HTTPS://",
  "https:",
  "https:/",
  "https:\\\\",
  "ftp://",
  "ws://",
  "//\\",
  "/%09/".replaceAll("%09", "\t"),
  "/\u0000/",
  "\u0000//",
  "/\u2028\\",
  "//user:pass@",
  "http:/\\",
  "/.\\",
  "\\",
  "file://",
];
const schemes = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "blob:https://evil.example/1",
  "mailto:a@evil.example",
  "about:blank",
  "",
  " ",
  "?next=//evil.example",
  "#//evil.example",
  "evil.example",
  "w/north",
  "./w",
  "../w",
  "@evil.example",
  `/${"x".repeat(2_001)}`,
  null,
  undefined,
  7,
  ["/w"],
  { toString: () => "/w" },
];
const payloads: unknown[] = [...beginnings.flatMap((start) => hosts.map((host) => start + host)), ...schemes];

test("200 ways to lead elsewhere end at the front door", () => {
  expect(payloads.length).toBeGreaterThanOrEqual(200);
  for (const payload of payloads) expect([payload, safePath(payload)]).toEqual([payload, "/"]);
});

test("whatever passes stays on the origin, as a browser reads it", () => {
  const tails = payloads.filter((payload) => typeof payload === "string");
  for (const tail of tails)
    for (const wanted of [
      `/w/${tail}`,
      `/%2f${tail}`,
      `/w?next=${tail}`,
      `/..${tail}`,
      `/@${tail}`,
      `/%5c${tail}`,
    ]) {
      const path = safePath(wanted);
      expect(path.startsWith("/") && !path.startsWith("//")).toBe(true);
      expect(new URL(path, "https://remit.example").origin).toBe("https://remit.example");
    }
});

test("paths of this site pass as they are", () => {
  for (const path of ["/", "/w/north", "/w/north/settings/members?tab=pending&q=a%20b#top", "/invite/abc_-"])
    expect(safePath(path)).toBe(path);
});
