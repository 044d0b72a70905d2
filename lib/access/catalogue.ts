/**
 * The permission catalogue: applications, features, permissions, what requires what, and what opens what. Types,
 * bit positions, role editor, role guide and API are derived from it. An id is `feature:action`, stored by name and
 * never used again for something else; its position here is not stored anywhere, so rows may be added in any place.
 */

export const applications = [
  { id: "data-activation", name: "Data Activation" },
  { id: "customer-hubs", name: "Customer Hubs" },
] as const;
export type ApplicationId = (typeof applications)[number]["id"];

/** 0 No access (not visible), 1 Viewer, 2 Operator, 3 Editor, 4 Admin: each level includes those below. */
export type Level = 0 | 1 | 2 | 3 | 4;
export const levelNames = ["No access", "Viewer", "Operator", "Editor", "Admin"] as const;

/** The action of each level from Viewer up: `rungs[level - 1]`. */
export const rungs = ["view", "run", "edit", "delete"] as const;

const hubs = ["customer-hubs"] as const;
const activation = ["data-activation"] as const;
const either = ["data-activation", "customer-hubs"] as const;

/** The ten features in the order of the access profile. `applications`: any one open shows it; none = no gate. */
export const features = [
  {
    id: "workspace",
    name: "Workspace Management",
    covers: "workspace settings and data engineering",
    applications: [],
  },
  { id: "model", name: "Model", covers: "data models and schemas", applications: hubs },
  { id: "computed-field", name: "Computed Field", covers: "computed attributes", applications: either },
  { id: "segment", name: "Segment", covers: "audiences and segments", applications: either },
  {
    id: "activation",
    name: "Activation",
    covers: "activation workflows and sync schedules",
    applications: activation,
  },
  {
    id: "destination",
    name: "Destination",
    covers: "sync destinations and platform connections",
    applications: activation,
  },
  { id: "prediction", name: "Prediction", covers: "predictive scoring and ML assets", applications: either },
  {
    id: "identity-resolution",
    name: "Identity Resolution",
    covers: "entity stitching and identity logic",
    applications: either,
  },
  {
    id: "alert",
    name: "Alert",
    covers: "monitoring and operational notifications",
    applications: activation,
  },
  {
    id: "customer-hub",
    name: "Customer Hub",
    covers: "customer profile browsing and enrichment",
    applications: hubs,
  },
] as const;
export type FeatureId = (typeof features)[number]["id"];

export const permissionGroups = [
  { id: "campaign", name: "Campaign" },
  { id: "marketing", name: "Marketing content" },
  { id: "transactional", name: "Transactional content" },
  { id: "analytics", name: "Analytics" },
  { id: "general", name: "General" },
  { id: "data-space", name: "Data Space" },
  { id: "automated-flow", name: "Automated Flow" },
  { id: "object-rights", name: "Object rights" },
  { id: "governance", name: "Governance" },
  { id: "account", name: "Account" },
] as const;
export type PermissionGroupId = (typeof permissionGroups)[number]["id"];

/** Where a permission counts: W in grants on the workspace itself, R on any resource, account in no grant at all. */
export type Scope = "W" | "R" | "account";

const fine = [
  ["campaign", "campaign:view", "R", "View Campaign"],
  ["campaign", "campaign:edit", "R", "Edit Campaign"],
  ["campaign", "campaign:publish", "R", "Publish Campaign"],
  ["marketing", "marketing-email:view", "R", "Marketing Email: View"],
  ["marketing", "marketing-email:edit", "R", "Marketing Email: Edit"],
  ["marketing", "marketing-email:publish", "R", "Marketing Email: Publish"],
  ["marketing", "marketing-email:send-test", "R", "Marketing Email: Send Test"],
  ["marketing", "marketing-sms:view", "R", "Marketing SMS: View"],
  ["marketing", "marketing-sms:edit", "R", "Marketing SMS: Edit"],
  ["marketing", "marketing-sms:publish", "R", "Marketing SMS: Publish"],
  ["marketing", "marketing-sms:send-test", "R", "Marketing SMS: Send Test"],
  ["marketing", "marketing-push:view", "R", "Marketing Push: View"],
  ["marketing", "marketing-push:edit", "R", "Marketing Push: Edit"],
  ["marketing", "marketing-push:publish", "R", "Marketing Push: Publish"],
  ["marketing", "marketing-push:send-test", "R", "Marketing Push: Send Test"],
  ["transactional", "transactional-email:view", "R", "Transactional Email: View"],
  ["transactional", "transactional-email:edit", "R", "Transactional Email: Edit"],
  ["transactional", "transactional-email:publish", "R", "Transactional Email: Publish"],
  ["transactional", "transactional-email:send-test", "R", "Transactional Email: Send Test"],
  ["transactional", "transactional-sms:view", "R", "Transactional SMS: View"],
  ["transactional", "transactional-sms:edit", "R", "Transactional SMS: Edit"],
  ["transactional", "transactional-sms:publish", "R", "Transactional SMS: Publish"],
  ["transactional", "transactional-sms:send-test", "R", "Transactional SMS: Send Test"],
  ["transactional", "transactional-push:view", "R", "Transactional Push: View"],
  ["transactional", "transactional-push:edit", "R", "Transactional Push: Edit"],
  ["transactional", "transactional-push:publish", "R", "Transactional Push: Publish"],
  ["transactional", "transactional-push:send-test", "R", "Transactional Push: Send Test"],
  ["analytics", "analytics:tracking", "W", "Tracking"],
  ["analytics", "analytics:insights", "W", "Insights"],
  ["general", "general:view-members", "W", "View Members"],
  ["general", "general:invite-user", "W", "Invite User"],
  ["general", "general:manage-user", "W", "Manage User"],
  ["general", "general:manage-role", "W", "Manage Role"],
  ["general", "general:change-account-setting", "W", "Change Account Setting"],
  ["general", "general:frequency-capping", "W", "Global Frequency Capping"],
  ["general", "general:manage-api-key", "W", "Manage API Key"],
  ["data-space", "data-space:view-segment-table", "R", "View Segment/Table"],
  ["data-space", "data-space:view-data", "R", "View Data"],
  ["data-space", "data-space:change-contact", "R", "Change the Contact Data"],
  ["data-space", "data-space:manage-table", "R", "Manage Table"],
  ["data-space", "data-space:manage-relation", "R", "Manage Table Relations"],
  ["data-space", "data-space:import", "R", "Import Data"],
  ["data-space", "data-space:export", "R", "Export Data"],
  ["data-space", "data-space:manage-segment", "R", "Manage Segment"],
  ["data-space", "data-space:personal-info", "R", "Personal Info"],
  ["automated-flow", "automated-flow:view", "R", "View Automated Flow"],
  ["automated-flow", "automated-flow:manage", "R", "Manage Automated Flow"],
  ["object-rights", "collaboration:view", "R", "View Collaboration"],
  ["object-rights", "collaboration:edit", "R", "Edit Collaboration"],
  ["object-rights", "collaboration:manage", "R", "Manage Collaboration"],
  ["object-rights", "budget:view", "R", "View Budget"],
  ["object-rights", "budget:edit", "R", "Edit Budget"],
  ["object-rights", "budget:manage", "R", "Manage Budget"],
  ["object-rights", "hr:view", "R", "View HR and Team Data"],
  ["object-rights", "hr:edit", "R", "Edit HR and Team Data"],
  ["object-rights", "hr:manage", "R", "Manage HR and Team Data"],
  ["object-rights", "marketing-object:view", "R", "View Marketing Objects"],
  ["object-rights", "marketing-object:edit", "R", "Edit Marketing Objects"],
  ["object-rights", "marketing-object:manage", "R", "Manage Marketing Objects"],
  ["object-rights", "group-access:view", "R", "View Groups and Access"],
  ["object-rights", "group-access:edit", "R", "Edit Groups and Access"],
  ["object-rights", "group-access:manage", "R", "Manage Groups and Access"],
  ["governance", "governance:view-catalog", "R", "View Catalog"],
  ["governance", "governance:create-product", "W", "Create Product"],
  ["governance", "governance:edit-product", "R", "Edit Product"],
  ["governance", "governance:assign-role", "R", "Assign Governance Role"],
  ["governance", "governance:approve-access", "R", "Approve Access"],
  ["governance", "governance:review-access", "R", "Review Access"],
  ["governance", "governance:manage-rule", "W", "Manage Approval Rules"],
  ["governance", "governance:view-audit", "W", "View Audit Log"],
  ["governance", "governance:export-audit", "W", "Export Audit Log"],
  ["governance", "governance:view-report", "W", "View Reports"],
  ["governance", "governance:manage-masking", "R", "Manage Masking"],
  ["account", "account:administer", "account", "Administer Account"],
] as const satisfies readonly (readonly [PermissionGroupId, string, Scope, string])[];

export type PermissionId = `${FeatureId}:${(typeof rungs)[number]}` | (typeof fine)[number][1];

/** A row of the catalogue. On a feature's ladder `feature` is set and `group` null; a fine permission is the reverse. */
export type Permission = {
  id: PermissionId;
  label: string;
  scope: Scope;
  feature: FeatureId | null;
  group: PermissionGroupId | null;
};

const ladder = features.flatMap((feature) =>
  rungs.map(
    (rung, below): Permission => ({
      id: `${feature.id}:${rung}`,
      label: `${feature.name} ${levelNames[below + 1]}`,
      scope: feature.id === "workspace" ? "W" : "R",
      feature: feature.id,
      group: null,
    }),
  ),
);

/** All permissions, ladders first; the order is that of every list of permissions Remit gives out. */
export const permissions: readonly Permission[] = [
  ...ladder,
  ...fine.map(([group, id, scope, label]): Permission => ({ id, label, scope, feature: null, group })),
];

const byId: ReadonlyMap<string, Permission> = new Map(
  permissions.map((permission) => [permission.id, permission]),
);

export function isPermission(id: string): id is PermissionId {
  return byId.has(id);
}

/** The catalogue's row of a permission. */
export function permissionOf(id: PermissionId): Permission {
  return byId.get(id) as Permission;
}

/** The plain name people see, unique over the catalogue. */
export function labelOf(id: PermissionId): string {
  return permissionOf(id).label;
}

function everyOf(feature: string): PermissionId[] {
  return permissions.map(({ id }) => id).filter((id) => id.startsWith(`${feature}:`));
}

const objectRights = permissions.filter(({ group }) => group === "object-rights").map(({ id }) => id);

/** What a single grant may add to its role or take from it. */
export const adjustable: readonly PermissionId[] = [
  ...objectRights,
  "data-space:export",
  "data-space:personal-info",
];

/** Of two actions of one feature the first requires the second, wherever a feature has both. */
const actionsRequiring = [
  ["run", "view"],
  ["edit", "run"],
  ["edit", "view"],
  ["delete", "edit"],
  ["publish", "edit"],
  ["publish", "send-test"],
  ["manage", "edit"],
  ["manage", "view"],
  ["send-test", "view"],
] as const;

/** Each permission on the left requires each on the right. */
const requirements: readonly (readonly [readonly PermissionId[], readonly PermissionId[]])[] = [
  ...permissions.flatMap(({ id }) =>
    actionsRequiring.flatMap(([action, needed]) => {
      const [feature, own] = id.split(":");
      const other = `${feature}:${needed}`;
      return own === action && isPermission(other) ? [[[id], [other]] as const] : [];
    }),
  ),
  [["computed-field:edit", "prediction:edit", "segment:edit", "data-space:manage-segment"], ["model:view"]],
  [["campaign:publish"], ["marketing-email:view"]],
  [
    [
      "data-space:manage-segment",
      "data-space:view-data",
      "data-space:manage-table",
      "data-space:manage-relation",
    ],
    ["data-space:view-segment-table"],
  ],
  [
    ["data-space:import", "data-space:export", "data-space:change-contact", "data-space:personal-info"],
    ["data-space:view-data"],
  ],
  [
    ["workspace:view", ...everyOf("general").filter((id) => id !== "general:view-members")],
    ["general:view-members"],
  ],
  [
    [
      "governance:create-product",
      "governance:edit-product",
      "governance:assign-role",
      "governance:approve-access",
      "governance:review-access",
      "governance:manage-masking",
    ],
    ["governance:view-catalog"],
  ],
  [["governance:export-audit"], ["governance:view-audit"]],
];

/** What each permission requires directly: a rule of composition, enforced when a role is saved. Acyclic. */
export const dependencies: ReadonlyMap<PermissionId, readonly PermissionId[]> = new Map(
  permissions.map(({ id }) => [
    id,
    [...new Set(requirements.flatMap(([who, needs]) => (who.includes(id) ? needs : [])))],
  ]),
);

/** What each permission opens in use, one way, after the application gate. Bridges do not chain. */
export const bridges: ReadonlyMap<PermissionId, readonly PermissionId[]> = new Map<
  PermissionId,
  readonly PermissionId[]
>([
  ["workspace:delete", [...everyOf("general"), ...everyOf("governance")]],
  ["segment:view", ["data-space:view-segment-table"]],
  ["segment:edit", ["data-space:manage-segment"]],
  ["model:view", ["data-space:view-segment-table"]],
]);
