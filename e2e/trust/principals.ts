/**
 * Who there is, and who holds what: written by hand from the specification of roles and guards, never computed by what it
 * checks.
 */

/** People with a session in force who are in the workspace. */
const members = [
  "admin",
  "admin-by-group",
  "power-user",
  "editor",
  "viewer",
  "contributor",
  "consumer",
  "view-members",
  "inviter",
  "user-manager",
  "role-manager",
  "auditor",
  "audit-exporter",
  "workspace-viewer",
  "workspace-admin",
  "gate-closed",
  "hubs-only",
  "no-role",
  "campaign-admin",
  "product-owner",
  "product-steward",
  "product-custodian",
  "product-architect",
  "expired-grant",
  "future-grant",
  "left-group",
  "account-administrator",
] as const;

/** People with a session in force for whom the workspace does not exist. */
const strangers = ["outsider", "deactivated", "removed", "invited", "former-administrator"] as const;

/** Nobody, as far as one can tell. */
const nobodies = ["anonymous", "disabled", "signed-out", "session-expired"] as const;

export const principals = [...members, ...strangers, ...nobodies];
export type Principal = (typeof principals)[number];

const isIn = (list: readonly string[]) => (principal: Principal) => list.includes(principal);
export const isMember = isIn(members);
export const isNobody = isIn(nobodies);

const full = ["admin", "admin-by-group", "workspace-admin", "account-administrator"] as const;
const nine = ["admin", "admin-by-group", "account-administrator", "power-user", "editor", "viewer"] as const;

/** Who holds a permission on the workspace itself; one about objects, on the campaign. */
export const holders = {
  self: members,
  "general:view-members": [
    ...full,
    "power-user",
    "editor",
    "view-members",
    "inviter",
    "user-manager",
    "role-manager",
    "workspace-viewer",
  ],
  "general:invite-user": [...full, "inviter"],
  "general:manage-user": [...full, "user-manager"],
  "general:manage-api-key": full,
  "general:manage-role": [...full, "role-manager"],
  "governance:view-audit": [...full, "auditor", "audit-exporter"],
  "governance:export-audit": [...full, "audit-exporter"],
  "workspace:view": [
    "admin",
    "admin-by-group",
    "account-administrator",
    "workspace-admin",
    "workspace-viewer",
  ],
  "marketing-object:view": [...nine, "contributor", "campaign-admin"],
  "marketing-object:edit": [
    "admin",
    "admin-by-group",
    "account-administrator",
    "power-user",
    "editor",
    "contributor",
    "campaign-admin",
  ],
  "marketing-object:manage": [
    "admin",
    "admin-by-group",
    "account-administrator",
    "power-user",
    "campaign-admin",
  ],
  "group-access:view": [...nine, "contributor", "campaign-admin"],
  "group-access:edit": ["admin", "admin-by-group", "account-administrator", "campaign-admin"],
  "group-access:manage": ["admin", "admin-by-group", "account-administrator", "campaign-admin"],
  "model:view": [...nine, "hubs-only"],
  "computed-field:view": nine,
  "segment:view": [...nine, "hubs-only"],
  "activation:view": nine,
  "destination:view": nine,
  "prediction:view": nine,
  "identity-resolution:view": nine,
  "alert:view": nine,
  "customer-hub:view": nine,
} as const satisfies Record<string, readonly Principal[]>;

export type Permission = keyof typeof holders;
/** `person`: anybody signed in; `anybody`: no sign-in needed; `address`: nobody signed in, or whom the invitation names. */
export type Needs = Permission | "person" | "anybody" | "address";
