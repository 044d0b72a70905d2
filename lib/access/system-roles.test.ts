import { expect, test } from "vitest";
import { permissions } from "./catalogue";
import { setOf } from "./permission-set";
import { profileOf, systemRoles } from "./role";

const levels = {
  none: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  admin: [4, 4, 4, 4, 4, 4, 4, 4, 4, 4],
  powerUser: [0, 3, 3, 3, 3, 3, 3, 3, 3, 3],
  editor: [0, 3, 3, 3, 1, 1, 3, 1, 1, 3],
  viewer: [0, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  architect: [0, 3, 0, 0, 0, 0, 0, 0, 0, 0],
};

/** Written out by hand, closed: what each role has besides its ladders. */
const contentViews = [
  "marketing-email:view",
  "marketing-sms:view",
  "marketing-push:view",
  "transactional-email:view",
  "transactional-sms:view",
  "transactional-push:view",
];
const contentEdits = [
  "marketing-email:edit",
  "marketing-sms:edit",
  "marketing-push:edit",
  "transactional-email:edit",
  "transactional-sms:edit",
  "transactional-push:edit",
];
const contentTests = [
  "marketing-email:send-test",
  "marketing-sms:send-test",
  "marketing-push:send-test",
  "transactional-email:send-test",
  "transactional-sms:send-test",
  "transactional-push:send-test",
];
const contentPublications = [
  "marketing-email:publish",
  "marketing-sms:publish",
  "marketing-push:publish",
  "transactional-email:publish",
  "transactional-sms:publish",
  "transactional-push:publish",
];
const viewer = [
  "campaign:view",
  ...contentViews,
  "automated-flow:view",
  "collaboration:view",
  "marketing-object:view",
  "group-access:view",
  "analytics:tracking",
  "analytics:insights",
  "data-space:view-segment-table",
  "governance:view-catalog",
];
const editor = [
  ...viewer,
  "campaign:edit",
  ...contentEdits,
  ...contentTests,
  "collaboration:edit",
  "marketing-object:edit",
  "general:view-members",
  "data-space:manage-segment",
  "budget:view",
  "governance:create-product",
];
const consumer = ["governance:view-catalog", "data-space:view-data", "data-space:view-segment-table"];
const steward = [
  ...consumer,
  "governance:edit-product",
  "governance:approve-access",
  "governance:review-access",
  "governance:manage-masking",
];

const expected: [name: string, kind: string, levels: number[], fine: string[]][] = [
  [
    "Admin",
    "system",
    levels.admin,
    permissions.filter(({ id, feature }) => !feature && id !== "account:administer").map(({ id }) => id),
  ],
  [
    "Power User",
    "system",
    levels.powerUser,
    [
      ...editor,
      "campaign:publish",
      ...contentPublications,
      "data-space:view-data",
      "data-space:export",
      "automated-flow:manage",
      "marketing-object:manage",
    ],
  ],
  ["Editor", "system", levels.editor, editor],
  ["Viewer", "system", levels.viewer, viewer],
  [
    "Contributor",
    "system",
    levels.none,
    [
      "campaign:view",
      "campaign:edit",
      ...contentViews,
      ...contentEdits,
      "collaboration:view",
      "collaboration:edit",
      "marketing-object:view",
      "marketing-object:edit",
      "budget:view",
      "group-access:view",
    ],
  ],
  ["Consumer", "system", levels.none, consumer],
  ["Owner", "governance", levels.none, [...steward, "governance:assign-role"]],
  ["Steward", "governance", levels.none, steward],
  [
    "Custodian",
    "governance",
    levels.none,
    [...consumer, "data-space:manage-table", "data-space:manage-relation", "data-space:import"],
  ],
  [
    "Data Architect",
    "governance",
    levels.architect,
    [
      "governance:view-catalog",
      "governance:edit-product",
      "data-space:manage-relation",
      "data-space:view-segment-table",
    ],
  ],
];

test("the roles every workspace begins with, in their order", () => {
  expect(systemRoles.map(({ name, kind }) => [name, kind])).toEqual(
    expected.map(([name, kind]) => [name, kind]),
  );
  expect(new Set(systemRoles.map(({ key }) => key)).size).toBe(10);
});

test.each(expected)("%s", (name, _, profile, fine) => {
  const contents = systemRoles.find((role) => role.name === name)!.contents;
  expect(contents.applications).toEqual(["data-activation", "customer-hubs"]);
  expect(profileOf(setOf(contents.permissions))).toEqual(profile);
  const ladders = new Set<string>(permissions.filter(({ feature }) => feature).map(({ id }) => id));
  expect(contents.permissions.filter((id) => !ladders.has(id)).sort()).toEqual([...fine].sort());
});

test("none of the governance roles, and nobody below Admin, reveals masked columns", () => {
  const revealing = systemRoles.filter(({ contents }) =>
    contents.permissions.includes("data-space:personal-info"),
  );
  expect(revealing.map(({ name }) => name)).toEqual(["Admin"]);
});
