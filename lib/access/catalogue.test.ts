import { expect, test } from "vitest";
import {
  adjustable,
  bridges,
  dependencies,
  features,
  isPermission,
  labelOf,
  type PermissionId,
  permissionGroups,
  permissions,
} from "./catalogue";
import { addedByDependencies } from "./role";

const ids = permissions.map(({ id }) => id);

function needs(id: PermissionId): string[] {
  return addedByDependencies([id]).map((added) => added.id);
}

test("114 permissions: ten ladders of four rungs, and the fine ones by group", () => {
  expect(new Set(ids).size).toBe(114);
  expect(permissions.filter(({ feature }) => feature)).toHaveLength(40);
  const sizes = permissionGroups.map(({ id }) => [
    id,
    permissions.filter(({ group }) => group === id).length,
  ]);
  expect(Object.fromEntries(sizes)).toEqual({
    campaign: 3,
    marketing: 12,
    transactional: 12,
    analytics: 2,
    general: 7,
    "data-space": 9,
    "automated-flow": 2,
    "object-rights": 15,
    governance: 11,
    account: 1,
  });
});

test("every label is unique, and ids are known by name", () => {
  expect(new Set(ids.map(labelOf)).size).toBe(114);
  expect(labelOf("data-space:export")).toBe("Export Data");
  expect(labelOf("general:frequency-capping")).toBe("Global Frequency Capping");
  expect(labelOf("segment:edit")).toBe("Segment Editor");
  expect(isPermission("segment:edit")).toBe(true);
  expect(isPermission("segment:publish")).toBe(false);
  expect(isPermission("constructor")).toBe(false);
});

test("the features in profile order, with the applications that show them", () => {
  expect(features.map(({ id, applications }) => [id, applications.join(" or ")])).toEqual([
    ["workspace", ""],
    ["model", "customer-hubs"],
    ["computed-field", "data-activation or customer-hubs"],
    ["segment", "data-activation or customer-hubs"],
    ["activation", "data-activation"],
    ["destination", "data-activation"],
    ["prediction", "data-activation or customer-hubs"],
    ["identity-resolution", "data-activation or customer-hubs"],
    ["alert", "data-activation"],
    ["customer-hub", "customer-hubs"],
  ]);
});

test("what counts on the workspace only, and in no grant at all", () => {
  expect(permissions.filter(({ scope }) => scope === "W").map(({ id }) => id)).toEqual([
    "workspace:view",
    "workspace:run",
    "workspace:edit",
    "workspace:delete",
    "analytics:tracking",
    "analytics:insights",
    "general:view-members",
    "general:invite-user",
    "general:manage-user",
    "general:manage-role",
    "general:change-account-setting",
    "general:frequency-capping",
    "general:manage-api-key",
    "governance:create-product",
    "governance:manage-rule",
    "governance:view-audit",
    "governance:export-audit",
    "governance:view-report",
  ]);
  expect(permissions.filter(({ scope }) => scope === "account").map(({ id }) => id)).toEqual([
    "account:administer",
  ]);
});

test("dependencies and bridges name known permissions and run in no circle", () => {
  const next = (id: PermissionId) => [...(dependencies.get(id) ?? []), ...(bridges.get(id) ?? [])];
  const walk = (id: PermissionId, above: PermissionId[]): void => {
    expect(ids).toContain(id);
    expect(above).not.toContain(id);
    for (const one of next(id)) walk(one, [...above, id]);
  };
  for (const id of ids) walk(id, []);
});

test("bridges do not chain, and none leads to Personal Info", () => {
  const opened = [...bridges.values()].flat();
  expect(opened.filter((id) => bridges.has(id))).toEqual([]);
  expect(opened).not.toContain("data-space:personal-info");
  expect(ids.filter((id) => needs(id).includes("data-space:personal-info"))).toEqual([]);
});

test("the bridges", () => {
  expect(Object.fromEntries(bridges)).toEqual({
    "workspace:delete": ids.filter((id) => /^(general|governance):/.test(id)),
    "segment:view": ["data-space:view-segment-table"],
    "segment:edit": ["data-space:manage-segment"],
    "model:view": ["data-space:view-segment-table"],
  });
});

test.each<[PermissionId, PermissionId[]]>([
  ["campaign:publish", ["campaign:view", "campaign:edit", "marketing-email:view"]],
  ["marketing-sms:publish", ["marketing-sms:view", "marketing-sms:edit", "marketing-sms:send-test"]],
  [
    "transactional-push:publish",
    ["transactional-push:view", "transactional-push:edit", "transactional-push:send-test"],
  ],
  ["transactional-email:send-test", ["transactional-email:view"]],
  ["hr:manage", ["hr:view", "hr:edit"]],
  ["automated-flow:manage", ["automated-flow:view"]],
  ["alert:delete", ["alert:view", "alert:run", "alert:edit"]],
  ["destination:run", ["destination:view"]],
  ["computed-field:edit", ["model:view", "computed-field:view", "computed-field:run"]],
  ["prediction:edit", ["model:view", "prediction:view", "prediction:run"]],
  ["segment:delete", ["model:view", "segment:view", "segment:run", "segment:edit"]],
  ["segment:run", ["segment:view"]],
  ["data-space:manage-segment", ["model:view", "data-space:view-segment-table"]],
  ["data-space:view-data", ["data-space:view-segment-table"]],
  ["data-space:manage-table", ["data-space:view-segment-table"]],
  ["data-space:manage-relation", ["data-space:view-segment-table"]],
  ["data-space:import", ["data-space:view-segment-table", "data-space:view-data"]],
  ["data-space:export", ["data-space:view-segment-table", "data-space:view-data"]],
  ["data-space:change-contact", ["data-space:view-segment-table", "data-space:view-data"]],
  ["data-space:personal-info", ["data-space:view-segment-table", "data-space:view-data"]],
  ["workspace:view", ["general:view-members"]],
  ["general:invite-user", ["general:view-members"]],
  ["general:manage-api-key", ["general:view-members"]],
  ["governance:create-product", ["governance:view-catalog"]],
  ["governance:edit-product", ["governance:view-catalog"]],
  ["governance:assign-role", ["governance:view-catalog"]],
  ["governance:approve-access", ["governance:view-catalog"]],
  ["governance:review-access", ["governance:view-catalog"]],
  ["governance:manage-masking", ["governance:view-catalog"]],
  ["governance:export-audit", ["governance:view-audit"]],
  ["governance:manage-rule", []],
  ["governance:view-report", []],
  ["analytics:insights", []],
])("%s requires %j", (id, required) => {
  expect(needs(id)).toEqual(required);
});

test("a grant may adjust object rights, Export Data and Personal Info", () => {
  const rights = ["collaboration", "budget", "hr", "marketing-object", "group-access"];
  const each = rights.flatMap((right) => ["view", "edit", "manage"].map((action) => `${right}:${action}`));
  expect(adjustable).toEqual([...each, "data-space:export", "data-space:personal-info"]);
});
