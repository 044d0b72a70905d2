import type { RoleDraft } from "../../lib/access/system-roles.ts";
import type { Principal } from "./principals.ts";

/** Custom roles of the workspace, by the key they are given here. */
export const customRoles = {
  "view-members": { fine: ["general:view-members"] },
  inviter: { fine: ["general:invite-user"] },
  "user-manager": { fine: ["general:manage-user"] },
  "role-manager": { fine: ["general:manage-role"] },
  auditor: { fine: ["governance:view-audit"] },
  "audit-exporter": { fine: ["governance:export-audit"] },
  "workspace-viewer": { levels: { workspace: 1 } },
  "workspace-admin": { levels: { workspace: 4 } },
  "gate-closed": { applications: [], levels: { segment: 3, activation: 2, "customer-hub": 4, alert: 1 } },
  "hubs-only": {
    applications: ["customer-hubs"],
    levels: { segment: 3, activation: 3, destination: 4, alert: 1 },
  },
} as const satisfies Record<string, RoleDraft>;

export type RoleKey =
  | keyof typeof customRoles
  | "admin"
  | "power-user"
  | "editor"
  | "viewer"
  | "contributor"
  | "consumer"
  | "owner"
  | "steward"
  | "custodian"
  | "data-architect";

/** How somebody is set up: what they hold, where and when, and what became of them. */
export type SetUp = {
  role?: RoleKey;
  on?: "workspace" | "campaign" | "product";
  /** The grant is ended already, or has not begun. */
  when?: "ended" | "ahead";
  through?: "group" | "group-left";
  membership?: "active" | "deactivated" | "removed" | "elsewhere" | "none";
  administers?: "now" | "formerly";
  invitedAs?: RoleKey;
  disabled?: boolean;
  session?: "live" | "ended" | "expired" | "none";
};

export const people: Record<Principal, SetUp> = {
  admin: { role: "admin" },
  "admin-by-group": { role: "admin", through: "group" },
  "power-user": { role: "power-user" },
  editor: { role: "editor" },
  viewer: { role: "viewer" },
  contributor: { role: "contributor" },
  consumer: { role: "consumer" },
  "view-members": { role: "view-members" },
  inviter: { role: "inviter" },
  "user-manager": { role: "user-manager" },
  "role-manager": { role: "role-manager" },
  auditor: { role: "auditor" },
  "audit-exporter": { role: "audit-exporter" },
  "workspace-viewer": { role: "workspace-viewer" },
  "workspace-admin": { role: "workspace-admin" },
  "gate-closed": { role: "gate-closed" },
  "hubs-only": { role: "hubs-only" },
  "no-role": {},
  "campaign-admin": { role: "admin", on: "campaign" },
  "product-owner": { role: "owner", on: "product" },
  "product-steward": { role: "steward", on: "product" },
  "product-custodian": { role: "custodian", on: "product" },
  "product-architect": { role: "data-architect", on: "product" },
  "expired-grant": { role: "admin", when: "ended" },
  "future-grant": { role: "admin", when: "ahead" },
  "left-group": { role: "admin", through: "group-left" },
  "account-administrator": { membership: "none", administers: "now" },
  outsider: { role: "admin", membership: "elsewhere" },
  deactivated: { role: "admin", membership: "deactivated" },
  removed: { role: "admin", membership: "removed" },
  invited: { membership: "none", invitedAs: "admin" },
  "former-administrator": { membership: "none", administers: "formerly" },
  anonymous: { membership: "none", session: "none" },
  disabled: { role: "admin", disabled: true },
  "signed-out": { role: "admin", session: "ended" },
  "session-expired": { role: "admin", session: "expired" },
};
