import { expect, test } from "vitest";
import { accessAt } from "./access";
import { factsFor, tableResource, tableWorkspace } from "./cases/table";
import { addsToRole, beyondCeiling, beyondRevision, holdsMore, isOwnAccess, leavesNoAdmin } from "./duties";
import { impactOf } from "./impact";
import { instantOf } from "./instant";
import { closeRole, systemRoles } from "./role";

const noon = instantOf("2026-06-01T12:00Z");
const [summer, loyalty] = [tableResource("summer")!, tableResource("loyalty")!];
const of = (who: string, at = noon) => accessAt(factsFor(who), at);
const contentsOf = (name: string) => systemRoles.find((role) => role.name === name)!.contents;

test("nobody gives what they do not hold on that very resource", () => {
  const contents = contentsOf("Consumer");
  expect(beyondCeiling(of("hal"), [{ contents, resource: loyalty }])).toEqual([]);
  expect(beyondCeiling(of("hal"), [{ contents, resource: tableResource("footfall")! }])).toEqual([
    "data-space:view-segment-table",
    "data-space:view-data",
    "governance:view-catalog",
  ]);
});

test("a plus meets the ceiling, a minus lowers the offer", () => {
  const contents = contentsOf("Consumer");
  const plus = ["data-space:personal-info" as const];
  expect(beyondCeiling(of("hal"), [{ contents, plus, resource: loyalty }])).toEqual(plus);
  expect(beyondCeiling(of("nia"), [{ contents, plus, resource: loyalty }])).toEqual([]);
  const exporting = closeRole({ fine: ["data-space:export"] });
  expect(beyondCeiling(of("hal"), [{ contents: exporting, resource: loyalty }])).toEqual([
    "data-space:export",
  ]);
  expect(
    beyondCeiling(of("hal"), [{ contents: exporting, minus: ["data-space:export"], resource: loyalty }]),
  ).toEqual([]);
});

test("only what counts at the place is weighed", () => {
  const contents = closeRole({ levels: { workspace: 4 } });
  expect(beyondCeiling(of("bo"), [{ contents, resource: summer }])).toEqual([]);
  expect(beyondCeiling(of("bo"), [{ contents, resource: tableWorkspace }])).toContain("workspace:delete");
  const closed = closeRole({ applications: [], levels: { model: 4 } });
  expect(beyondCeiling(of("bo"), [{ contents: closed, resource: tableWorkspace }])).toEqual([]);
});

test("a role is changed within what one holds on the workspace, in both directions", () => {
  const [none, hidden] = [
    closeRole({ fine: ["campaign:view"] }),
    { applications: [], levels: { model: 4 } } as const,
  ];
  const exporting = closeRole({ fine: ["campaign:view", "data-space:export"] });
  const added = ["data-space:view-segment-table", "data-space:view-data", "data-space:export"];
  expect(beyondRevision(of("ed"), tableWorkspace, none, exporting)).toEqual(added);
  expect(beyondRevision(of("ed"), tableWorkspace, exporting, none)).toEqual(added);
  expect(beyondRevision(of("kim"), tableWorkspace, none, exporting)).toEqual([]);
  expect(beyondRevision(of("ed"), tableWorkspace, none, none)).toEqual([]);
  expect(beyondRevision(of("ed"), tableWorkspace, null, closeRole(hidden))).toEqual([]);
  const opened = closeRole({ ...hidden, applications: ["customer-hubs"] });
  expect(beyondRevision(of("ed"), tableWorkspace, closeRole(hidden), opened)).toContain("model:delete");
});

test("a role gains by what a revision adds to its worth", () => {
  const [less, more] = [closeRole({ levels: { alert: 1 } }), closeRole({ levels: { alert: 2 } })];
  expect(addsToRole(less, more)).toBe(true);
  expect(addsToRole(more, less)).toBe(false);
  expect(addsToRole(more, { ...more, applications: [] })).toBe(false);
  expect(addsToRole({ ...more, applications: [] }, more)).toBe(true);
});

test("account administrators may offer everything, people without access nothing", () => {
  const offer = [{ contents: contentsOf("Admin"), resource: tableWorkspace }];
  expect(beyondCeiling(of("kim"), offer)).toEqual([]);
  expect(beyondCeiling(of("ed"), offer)).toHaveLength(113);
});

test("somebody who holds more anywhere is not for the actor to remove", () => {
  const places = [tableWorkspace, summer, loyalty];
  expect(holdsMore(of("hal"), places, of("kim"))).toEqual([]);
  expect(holdsMore(of("kim"), places, of("ed", noon - 40 * 86_400_000_000))).toEqual(["account:administer"]);
  expect(holdsMore(of("hal"), places, of("bo"))).toContain("governance:approve-access");
  expect(holdsMore(of("bo"), [summer], of("bo"))).toEqual([]);
});

test("four eyes: one's own access is one's own", () => {
  expect(isOwnAccess("u1", "u1")).toBe(true);
  expect(isOwnAccess("u1", "u2")).toBe(false);
});

test("the last Admin stays", () => {
  expect(leavesNoAdmin(["m1", "m2"], ["m1"])).toBe(false);
  expect(leavesNoAdmin(["m1", "m2"], ["m1", "m2"])).toBe(true);
  expect(leavesNoAdmin(["m1"], ["m2"])).toBe(false);
  expect(leavesNoAdmin([], [])).toBe(true);
});

test("an impact tells levels, gains, losses and personal data", () => {
  const before = of("quin", instantOf("2026-02-01T00:00Z"));
  const impact = impactOf(before, of("quin"), [tableWorkspace]);
  expect(impact.before).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  expect(impact.after).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
  expect(impact.features).toEqual([
    { feature: "segment", was: 1, now: 0 },
    { feature: "alert", was: 0, now: 1 },
  ]);
  expect(impact.gains).toEqual([{ permission: "alert:view", resource: tableWorkspace }]);
  expect(impact.losses.map(({ permission }) => permission)).toEqual([
    "segment:view",
    "data-space:view-segment-table",
  ]);
  expect(impact.newlySeesPersonalData).toBe(false);
  const revealed = impactOf(of("hal"), of("nia"), [tableWorkspace, loyalty]);
  expect(revealed.newlySeesPersonalData).toBe(true);
  expect(impactOf(of("nia"), of("hal"), [tableWorkspace, loyalty]).newlySeesPersonalData).toBe(false);
  expect(() => impactOf(before, before, [])).toThrow(RangeError);
});
