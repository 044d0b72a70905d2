import { expect, test } from "vitest";
import type { CheckedAddress } from "@/lib/invitations/check";
import type { InvitedRow } from "@/lib/invitations/commands";
import { countsOf, judged, partsOf, resultsOf, retyped, rowsOf } from "./bulk-rows";

const row = (line: number, email: string | null, more: Partial<CheckedAddress> = {}): CheckedAddress => ({
  line,
  typed: email ?? "odd",
  from: 20 * line,
  to: 20 * line + 5,
  lead: "",
  email,
  problem: email ? null : "Type a complete address",
  standing: { state: "new" },
  roleId: null,
  unknownRole: null,
  ...more,
});

test("bad rows come first and stay there while they are mended; repetitions name the line before", () => {
  const rows = rowsOf([
    row(1, "a@x.example"),
    row(2, null),
    row(3, "a@x.example"),
    row(4, "m@x.example", { standing: { state: "member", name: "M", membershipId: "m", since: "" } }),
    row(5, "e@x.example", { standing: { state: "expired" } }),
    row(6, "me@x.example", { standing: { state: "own" } }),
  ]);
  const all = judged(rows);
  expect(all.map(({ line, kind, sameAs }) => [line, kind, sameAs])).toEqual([
    [2, "bad", null],
    [1, "valid", null],
    [3, "duplicate", 1],
    [4, "member", null],
    [5, "valid", null],
    [6, "member", null],
  ]);
  expect(countsOf(all)).toMatchObject({ valid: 2, bad: 1, duplicate: 1, member: 2, invited: 0 });
  const mended = rows.map((one) => (one.line === 2 ? { ...one, email: "a@x.example" } : one));
  expect(judged(mended)[0]).toMatchObject({ line: 2, kind: "duplicate", sameAs: 1 });
});

test("what is mended in the table is mended in its place in the list, and stays the row that it was", () => {
  const checked = (text: string) => {
    let from = 0;
    return text.split(/(?<=[\n,])/).map((part, nth) => {
      const typed = part.replace(/[\n,]$/, "");
      const at = { from, to: from + typed.length };
      from += part.length;
      return row(nth + 1, typed.endsWith(".example") ? typed : null, { typed, ...at });
    });
  };
  const text = "b@x.example\nb@x\nb@x\nc@x.example";
  const rows = rowsOf(checked(text));
  const third = rows[2];
  if (!third) throw new Error("no third row");
  const next = retyped(text, rows, third, "d@x.example,e@x.example");
  expect(next.text).toBe("b@x.example\nb@x\nd@x.example,e@x.example\nc@x.example");
  expect(next.rows.map(({ typed, from, to }) => [typed, next.text.slice(from, to)])).toEqual(
    next.rows.map(({ typed }) => [typed, typed]),
  );
  const again = rowsOf(checked(next.text), next.rows, true);
  expect(again.map(({ key, typed, first }) => [key, typed, first])).toEqual([
    [0, "b@x.example", false],
    [1, "b@x", true],
    [2, "d@x.example", true],
    [4, "e@x.example", true],
    [3, "c@x.example", false],
  ]);
  expect(rowsOf(checked("z@x"), again).map(({ key }) => key)).toEqual([5]);
});

test("what is typed for a missing address is a cell of its own", () => {
  const [cy] = rowsOf([row(2, null, { typed: "", from: 13, to: 13, lead: ",", problem: "missing" })]);
  if (!cy) throw new Error("no row");
  const { text, rows } = retyped("Name,Email\nCy", [cy], cy, "cy@x.example");
  expect(text).toBe("Name,Email\nCy,cy@x.example");
  expect(rows[0]).toMatchObject({ typed: "cy@x.example", from: 14, to: 26, lead: "" });
});

test("rows go in calls, each different offer once in a call", () => {
  const going = Array.from({ length: 600 }, (_, nth) => ({
    key: nth,
    email: `${nth}@x.example`,
    offer: { roleIds: [`r${nth % 2}`] },
  }));
  const parts = partsOf(going);
  expect(parts.map(({ items }) => items.length)).toEqual([250, 250, 100]);
  expect(parts[1]?.input.offers).toHaveLength(2);
  expect(parts[1]?.input.rows[1]).toEqual({ email: "251@x.example", offer: 1 });
  const different = going.map((one, nth) => ({ ...one, offer: { roleIds: [`r${nth}`] } }));
  expect(partsOf(different).every(({ input }) => input.offers.length <= 40)).toBe(true);
  expect(partsOf([])).toEqual([]);
});

test("what is sent again takes the place of what failed, row by row", () => {
  const going = [1, 2, 3, 4].map((key) => ({ key, email: `${key}@x.example`, offer: {} }));
  const [one, two, three, four] = going;
  if (!one || !two || !three || !four) throw new Error("no rows");
  const part = (...items: typeof going) => ({ items, input: {} });
  const rows = (...rows: InvitedRow[]) => ({ ok: true as const, value: { rows } });
  const sentAs = (event: string) => ({ event, invitationId: "i", email: "", expiresAt: "" });
  const lost = { ok: false as const, code: "unavailable" as const, message: "No answer." };
  const results = resultsOf([
    { part: part(one, two), outcome: rows(sentAs("e1"), { email: two.email, refused: "Is a member." }) },
    { part: part(three), outcome: lost },
    { part: part(four), outcome: null },
    { part: part(two), outcome: rows(sentAs("e2")) },
  ]);
  expect(results.map(({ key, words }) => [key, words])).toEqual([
    [1, "Sent"],
    [3, "No answer."],
    [4, "Not sent: stopped before"],
    [2, "Sent"],
  ]);
});
