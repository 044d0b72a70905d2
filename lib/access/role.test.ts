import { expect, test } from "vitest";
import { permissions } from "./catalogue";
import { contains, has, idsOf, levelIn, setOf, union } from "./permission-set";
import { addedByDependencies, closeRole, compareStrength, effectiveOf, fallingWith, profileOf } from "./role";

test("switching Publish on enables three more permissions, each with what requires it", () => {
  expect(addedByDependencies(["analytics:insights", "campaign:publish"])).toEqual([
    { id: "campaign:view", requiredBy: "campaign:publish" },
    { id: "campaign:edit", requiredBy: "campaign:publish" },
    { id: "marketing-email:view", requiredBy: "campaign:publish" },
  ]);
});

test("taking a prerequisite away lists what falls with it", () => {
  const { permissions: ids } = closeRole({ levels: { segment: 3 }, fine: ["campaign:publish"] });
  expect(fallingWith(ids, "model:view")).toEqual(["segment:edit"]);
  expect(fallingWith(ids, "campaign:view")).toEqual(["campaign:edit", "campaign:publish"]);
  expect(fallingWith(ids, "campaign:publish")).toEqual([]);
});

test("a saved role is closed under dependencies but not bridges, in the catalogue's order", () => {
  expect(closeRole({ levels: { segment: 3 }, applications: ["customer-hubs"] })).toEqual({
    applications: ["customer-hubs"],
    permissions: ["model:view", "segment:view", "segment:run", "segment:edit"],
  });
  expect(closeRole({})).toEqual({ applications: ["data-activation", "customer-hubs"], permissions: [] });
});

test("account:administer is in no role, and has no effect where one claims it", () => {
  expect(() => closeRole({ fine: ["account:administer"] })).toThrow(RangeError);
  const forged = { applications: [], permissions: ["account:administer" as const] };
  expect(idsOf(effectiveOf(forged, undefined, true))).toEqual([]);
});

test("a permission the catalogue does not know gives nothing", () => {
  const later = { applications: [], permissions: ["budget:view", "budget:forecast"] as "budget:view"[] };
  expect(idsOf(effectiveOf(later, undefined, true))).toEqual(["budget:view"]);
});

test("bridges open after the gate, and only out of what is visible", () => {
  const closed = closeRole({ applications: [], levels: { segment: 3 } });
  expect(idsOf(effectiveOf(closed, undefined, true))).toEqual([]);
  const open = closeRole({ applications: ["data-activation"], levels: { segment: 3 } });
  expect(idsOf(effectiveOf(open, undefined, true))).toEqual([
    "segment:view",
    "segment:run",
    "segment:edit",
    "data-space:view-segment-table",
    "data-space:manage-segment",
  ]);
});

test("below the workspace, what counts only on it is gone before adjustments and bridges", () => {
  const sources = closeRole({ levels: { workspace: 4 }, fine: ["budget:view"] });
  expect(idsOf(effectiveOf(sources, undefined, false))).toEqual(["budget:view"]);
  const raised = effectiveOf(sources, { plus: ["data-space:export"], minus: ["budget:view"] }, false);
  expect(idsOf(raised)).toEqual([
    "data-space:view-segment-table",
    "data-space:view-data",
    "data-space:export",
  ]);
});

test("badges: sum of levels, then number of permissions, then name", () => {
  const role = (name: string, draft: Parameters<typeof closeRole>[0]) => ({
    name,
    contents: closeRole(draft),
  });
  const roles = [
    role("Zebra", { fine: ["hr:view"] }),
    role("Apple", { fine: ["hr:view"] }),
    role("Many", { fine: ["hr:manage", "budget:manage"] }),
    role("Hidden", { applications: [], levels: { model: 4 } }),
    role("Operator", { levels: { alert: 2 } }),
  ];
  expect(roles.sort(compareStrength).map(({ name }) => name)).toEqual([
    "Operator",
    "Many",
    "Apple",
    "Zebra",
    "Hidden",
  ]);
});

test("sets", () => {
  const [view, both] = [setOf(["segment:view"]), setOf(["segment:view", "account:administer"])];
  expect(contains(both, view)).toBe(true);
  expect(contains(view, both)).toBe(false);
  expect(has(both, "account:administer")).toBe(true);
  expect(has(view, "account:administer")).toBe(false);
  expect(union(view, setOf(["account:administer"]))).toEqual(both);
  const every = permissions.map(({ id }) => id);
  expect(idsOf(setOf(every))).toEqual(every);
  for (const id of every) expect(idsOf(setOf([id]))).toEqual([id]);
});

test("levels read the highest rung", () => {
  const set = setOf(closeRole({ levels: { model: 3, alert: 2, workspace: 4, segment: 1 } }).permissions);
  expect(levelIn(set, "model")).toBe(3);
  expect(profileOf(set)).toEqual([4, 3, 0, 1, 0, 0, 0, 0, 2, 0]);
});
