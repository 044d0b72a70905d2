import fc from "fast-check";
import { expect, test } from "vitest";
import { labelOf, permissions } from "@/lib/access/catalogue";
import { closeRole, systemRoles } from "@/lib/access/role";
import { roleWords } from "./words";

function words(draft: Parameters<typeof closeRole>[0]) {
  const told = roleWords(closeRole(draft));
  return {
    ...told,
    feature: (id: string) => told.features.find((feature) => feature.id === id),
    held: (group: string) => told.groups.find(({ id }) => id === group)?.held ?? [],
  };
}

test("what a dependency brought says what it came with", () => {
  const role = words({ levels: { segment: 3 }, fine: ["campaign:publish", "data-space:export"] });
  expect(role.feature("segment")).toMatchObject({ level: 3, cameWith: null });
  expect(role.feature("model")).toMatchObject({ level: 1, cameWith: "Segment Editor" });
  expect(role.held("campaign")).toEqual([
    { id: "campaign:view", label: "View Campaign", cameWith: "Publish Campaign" },
    { id: "campaign:edit", label: "Edit Campaign", cameWith: "Publish Campaign" },
    { id: "campaign:publish", label: "Publish Campaign", cameWith: null },
  ]);
  expect(role.held("data-space").map(({ id, cameWith }) => [id, cameWith])).toEqual([
    ["data-space:view-segment-table", "Export Data"],
    ["data-space:view-data", "Export Data"],
    ["data-space:export", null],
  ]);
});

test("a closed application hides a level and what it would open, but not what the role is", () => {
  const draft = { levels: { model: 2, segment: 1, alert: 1 } } as const;
  const open = words(draft);
  expect(open.feature("model")).toMatchObject({ level: 2, hidden: false });
  const closed = words({ ...draft, applications: ["data-activation"] });
  expect(closed.applications.map(({ open }) => open)).toEqual([true, false]);
  expect(closed.feature("model")).toMatchObject({ level: 2, hidden: true });
  expect(closed.feature("segment")).toMatchObject({ hidden: false });
  expect(closed.levels.filter((level) => level > 0)).toHaveLength(2);
  expect(closed.bridges.map(({ holds }) => holds)).toEqual(["Segment Viewer"]);
});

test("bridges name only what the role does not contain", () => {
  expect(words({ levels: { segment: 3 } }).bridges).toEqual([
    { holds: "Segment Viewer", opens: ["View Segment/Table"] },
    { holds: "Segment Editor", opens: ["Manage Segment"] },
    { holds: "Model Viewer", opens: ["View Segment/Table"] },
  ]);
  const admin = systemRoles.find(({ key }) => key === "admin");
  expect(admin && roleWords(admin.contents).bridges).toEqual([]);
});

test("nothing a role holds is left untold, and nothing is made up", () => {
  const fine = permissions.filter(({ scope }) => scope !== "account").map(({ id }) => id);
  fc.assert(
    fc.property(fc.subarray(fine), (ids) => {
      const contents = closeRole({ fine: ids });
      const told = roleWords(contents);
      const labels = told.groups.flatMap(({ held }) => held.map(({ label }) => label));
      const expected = contents.permissions.filter((id) => permissions.find((one) => one.id === id)?.group);
      expect(labels.toSorted()).toEqual(expected.map(labelOf).toSorted());
      expect(told.features.map(({ level }) => level).some((level) => level > 0)).toBe(
        contents.permissions.some((id) => permissions.find((one) => one.id === id)?.feature),
      );
    }),
    { numRuns: 60 },
  );
});

test("every chosen permission stands for itself", () => {
  for (const { contents } of systemRoles) {
    const told = roleWords(contents).groups.flatMap(({ held }) => held);
    const causes = new Set(told.flatMap(({ cameWith }) => cameWith ?? []));
    for (const { label, cameWith } of told) if (causes.has(label)) expect(cameWith, label).toBeNull();
  }
});
