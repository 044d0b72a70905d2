import { describe, expect, test } from "vitest";
import {
  adjustmentsFor,
  closedAbove,
  differingRights,
  objectRights,
  rightLevels,
  rightsOf,
} from "./object-rights";
import { type RoleContents, systemRoles } from "./role";

const contentsOf = (key: string): RoleContents => {
  const role = systemRoles.find((one) => one.key === key);
  if (!role) throw new Error(`no role ${key}`);
  return role.contents;
};

test("a Contributor works on objects, sees costs and the team, and nothing of HR", () => {
  expect(rightsOf(contentsOf("contributor"))).toEqual({
    collaboration: "edit",
    budget: "view",
    hr: "none",
    "marketing-object": "edit",
    "group-access": "view",
  });
});

test("what is wanted is stored as the difference from the role", () => {
  const contributor = contentsOf("contributor");
  expect(adjustmentsFor(contributor, { budget: "edit", "group-access": "none" })).toEqual({
    plus: ["budget:edit"],
    minus: ["group-access:view"],
  });
  expect(adjustmentsFor(contributor, { budget: "view" })).toEqual({ plus: [], minus: [] });
});

test("what lies above a ceiling begins with the next level of each right", () => {
  const ceiling = { ...rightsOf(contentsOf("contributor")), hr: "manage" } as const;
  expect(closedAbove(ceiling).map(({ permission }) => permission)).toEqual([
    "collaboration:manage",
    "budget:edit",
    "marketing-object:manage",
    "group-access:edit",
  ]);
});

describe.each(systemRoles.map(({ key }) => key))("from %s", (key) => {
  test("every level of every right can be given, without touching another right", () => {
    const contents = contentsOf(key);
    for (const { id } of objectRights)
      for (const level of rightLevels) {
        const granted = rightsOf(contents, adjustmentsFor(contents, { [id]: level }));
        expect(granted).toEqual({ ...rightsOf(contents), [id]: level });
        expect(differingRights(rightsOf(contents), granted)).toEqual(
          rightsOf(contents)[id] === level ? [] : [id],
        );
      }
  });
});
