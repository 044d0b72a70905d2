import { expect, test } from "vitest";
import { factsFor, tableResource, tableRoles, tableWorkspace } from "./cases/table";
import type { Level, PermissionId } from "./catalogue";
import { decide, resourceLevel, smallestGrant } from "./decide";
import type { ResourceKind } from "./facts";
import { instantOf } from "./instant";
import { setOf } from "./permission-set";

const at = instantOf("2026-06-01T12:00Z");

function ask(who: string, permission: PermissionId, resource = "W") {
  return decide(factsFor(who), { permission, resource: tableResource(resource), at });
}

test("the proof names principal, group, role, place, time and source", () => {
  const decision = ask("bo", "campaign:view", "print");
  expect(decision).toMatchObject({
    allow: true,
    level: null,
    proof: [
      { roleName: "Viewer", group: null, resource: { id: "W" }, source: "manual", via: null },
      { roleName: "Contributor", group: { name: "dach" }, resource: { id: "summer" }, via: "campaign:edit" },
    ],
  });
});

test("the proof says how long a path holds as a whole", () => {
  const early = { permission: "campaign:publish" as const, resource: tableResource("sale"), at: at - 1 };
  expect(decide(factsFor("di"), early)).toMatchObject({
    allow: true,
    proof: [{ validity: { to: null }, holds: { to: at }, group: { validity: { to: at } } }],
  });
});

test.each<[string, PermissionId, string, PermissionId | null]>([
  ["ada", "segment:edit", "W", null],
  ["pia", "segment:view", "W", "segment:delete"], // up the ladder
  ["hal", "data-space:view-segment-table", "loyalty", "data-space:view-data"],
  ["di", "data-space:view-segment-table", "W", "segment:edit"], // by a bridge, and what that one requires
  ["ira", "general:manage-role", "W", "workspace:delete"], // by a bridge
  ["ira", "budget:view", "summer", "budget:manage"], // by the grant's own plus
  ["kim", "segment:view", "W", null],
])("%s has %s on %s via %s", (who, permission, resource, via) => {
  const decision = ask(who, permission, resource);
  expect(decision.allow && decision.proof.map((path) => path.via)).toContain(via);
});

test("a denial names the paths that only one thing hinders", () => {
  expect(ask("fay", "analytics:insights", "print")).toMatchObject({
    allow: false,
    reason: "workspace_only",
    near: [{ roleName: "insighter", resource: { id: "voucher" }, obstacle: "workspace_only" }],
  });
  expect(ask("lu", "governance:approve-access", "summer")).toMatchObject({
    allow: false,
    reason: "workspace_only", // what would bring it does not count here, though it would itself
    near: [{ roleName: "sources", via: "workspace:delete", obstacle: "workspace_only" }],
  });
  expect(ask("gus", "data-space:view-segment-table")).toMatchObject({
    allow: false,
    near: [{ via: "segment:view", obstacle: "application_closed" }],
  });
  expect(ask("ira", "collaboration:edit", "voucher")).toMatchObject({
    allow: false,
    reason: "no_grant",
    near: [{ roleName: "Contributor", obstacle: "taken_away" }],
  });
  expect(ask("ed", "general:manage-role")).toMatchObject({
    reason: "inactive",
    near: [{ roleName: "Admin", obstacle: "inactive" }],
  });
  expect(ask("vic", "campaign:publish", "sale")).toMatchObject({
    reason: "not_yet",
    near: [{ obstacle: "ended" }, { obstacle: "ended" }, { obstacle: "not_yet" }],
  });
});

test("an account administrator's proof lists what they hold as a member as well, if they are one", () => {
  const then = instantOf("2026-02-01T00:00Z");
  const facts = { ...factsFor("ada"), administers: [{ from: then, to: null }] };
  const question = { permission: "segment:edit" as const, resource: tableWorkspace, at: then };
  const roles = (active: typeof facts.active) => {
    const decision = decide({ ...facts, active }, question);
    return decision.allow && decision.proof.map(({ grantId, roleName }) => [grantId === null, roleName]);
  };
  expect(roles(facts.active)).toEqual([
    [true, "Admin"],
    [false, "campaign-manager"],
  ]);
  expect(roles([])).toEqual([[true, "Admin"]]);
});

test("the smallest grant is of the smallest role, at the place asked about if it counts there", () => {
  const smallest = (permission: PermissionId, resource: string, ...also: PermissionId[]) => {
    const found = smallestGrant(
      { permission, also, resource: tableResource(resource), at },
      tableRoles,
      tableWorkspace,
    );
    return found && [found.role.name, found.resource.id];
  };
  expect(smallest("data-space:view-data", "customers")).toEqual(["masked-reader", "customers"]);
  expect(smallest("analytics:insights", "print")).toEqual(["insighter", "W"]);
  expect(smallest("governance:approve-access", "loyalty")).toEqual(["Steward", "loyalty"]);
  expect(smallest("automated-flow:manage", "W")).toEqual(["Power User", "W"]); // "archived" is smaller, but over
  expect(smallest("analytics:insights", "W", "general:manage-user")).toEqual(["Admin", "W"]);
  expect(smallest("account:administer", "W")).toBeNull();
  expect(smallest("segment:view", "elsewhere")).toBeNull();
});

test.each<[ResourceKind, PermissionId[], Level]>([
  ["workspace", ["workspace:view", "workspace:run"], 2],
  ["workspace", ["marketing-object:manage"], 0],
  ["campaign", [], 0],
  ["campaign", ["marketing-object:view"], 1],
  ["project", ["marketing-object:edit"], 3],
  ["action", ["marketing-object:manage"], 4],
  ["campaign", ["budget:manage"], 0],
  ["data-product", ["governance:view-catalog"], 1],
  ["data-product", ["data-space:view-data"], 1],
  ["data-product", ["governance:edit-product"], 3],
  ["data-product", ["governance:assign-role"], 4],
  ["data-table", ["governance:view-catalog"], 0],
  ["data-table", ["data-space:view-data"], 1],
  ["data-table", ["data-space:import"], 3],
  ["data-table", ["data-space:change-contact"], 3],
  ["data-table", ["data-space:manage-table"], 4],
])("on a %s, %j is level %i", (kind, held, level) => {
  expect(resourceLevel(setOf(held), kind)).toBe(level);
});
