import fc from "fast-check";
import { expect, test } from "vitest";
import { cursorOf, positionIn } from "./cursor";
import { AuditFilter, AuditView, ExportRequest, filterOf, readAuditView } from "./input";

const digits = (max: bigint) => fc.bigInt({ min: 0n, max }).map(String);
const position = fc.record({
  micros: digits(BigInt(Number.MAX_SAFE_INTEGER)),
  seq: digits(9_223_372_036_854_775_807n),
});

test("a cursor gives back its place, and survives a URL", () => {
  fc.assert(
    fc.property(position, (place) => {
      const cursor = cursorOf(place);
      expect(positionIn(cursor)).toEqual(place);
      expect(encodeURIComponent(cursor)).toBe(cursor);
    }),
  );
});

test("no other text is a cursor", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const place = positionIn(text);
      if (place) expect(cursorOf(place)).toBe(text);
    }),
  );
  const encoded = (text: string) => Buffer.from(text).toString("base64url");
  for (const text of [
    "1",
    "1.",
    ".1",
    "01.1",
    "1.-1",
    "1.1.1",
    "1e3.1",
    " 1.1",
    "9007199254740993.1",
    "1.9223372036854775808",
  ])
    expect(positionIn(encoded(text)), text).toBeNull();
  expect(positionIn(`${encoded("1.1")}=`)).toBeNull();
});

test.each([
  [{ from: "2026-02-29" }],
  [{ to: "2026-13-01" }],
  [{ from: "0000-01-01" }],
  [{ from: "2026-03-17", to: "2026-03-16" }],
  [{ user: "somebody" }],
  [{ action: "Member.Deactivated" }],
  [{ action: "member.deactivated' or 1=1" }],
  [{ q: "x".repeat(201) }],
  [{ workspace: "other" }],
])("a filter refuses %j", (filter) => {
  expect(AuditFilter.safeParse(filter).success).toBe(false);
});

test("a view refuses bad cursors and events, an export what is no format", () => {
  expect(AuditView.safeParse({ after: "bm90aGluZw" }).success).toBe(false);
  expect(AuditView.safeParse({ event: "1" }).success).toBe(false);
  expect(ExportRequest.safeParse({ format: "xlsx" }).success).toBe(false);
  expect(ExportRequest.safeParse({ format: "csv", after: cursorOf({ micros: "1", seq: "1" }) }).success).toBe(
    false,
  );
});

test("an address is read leniently", () => {
  const user = "01900000-0000-7000-8000-000000000001";
  expect(
    readAuditView({
      user,
      action: "nonsense",
      from: "2026-03-20",
      to: "2026-03-10",
      q: "  dana ",
      x: "1",
      after: "?",
    }),
  ).toEqual({ user, q: "dana", from: "2026-03-10", to: "2026-03-20" });
  expect(readAuditView({ user: ["a", "b"], q: "", from: "soon" })).toEqual({});
  expect(AuditView.safeParse(readAuditView({ user: "remit", to: "2026-03-10" })).success).toBe(true);
});

test("the filter alone has no unset and no paging keys", () => {
  const view = readAuditView({ q: "dana", after: cursorOf({ micros: "5", seq: "7" }) });
  expect(filterOf(view)).toEqual({ q: "dana" });
  expect(filterOf({ user: undefined, q: "" })).toEqual({});
});
