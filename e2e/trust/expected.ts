/**
 * Who may ask for what: written by hand from the specification of roles and guards, never computed by what it checks.
 * Whoever adds a page, a handler or an action adds a line here, or the suite fails.
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

/** Who holds a permission on the workspace itself. */
export const holders = {
  self: members,
  "general:view-members": [
    ...full,
    "power-user",
    "editor",
    "view-members",
    "inviter",
    "user-manager",
    "workspace-viewer",
  ],
  "general:invite-user": [...full, "inviter"],
  "general:manage-user": [...full, "user-manager"],
  "governance:view-audit": [...full, "auditor", "audit-exporter"],
  "governance:export-audit": [...full, "audit-exporter"],
  "workspace:view": [
    "admin",
    "admin-by-group",
    "account-administrator",
    "workspace-admin",
    "workspace-viewer",
  ],
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

/** Pages of a workspace, with what else they show and what that needs. */
export const workspacePages: Record<
  string,
  { needs: Permission; also?: Partial<Record<Part, Permission[]>> }
> = {
  "/w/[workspace]/page": { needs: "self" },
  "/w/[workspace]/roles-guide/page": { needs: "self" },
  "/w/[workspace]/settings/members/page": {
    needs: "general:view-members",
    also: { member: ["general:view-members"], inviteChoices: ["general:invite-user"] },
  },
  "/w/[workspace]/settings/members/[membershipId]/page": {
    needs: "general:view-members",
    also: {
      member: ["general:view-members"],
      activity: ["governance:view-audit"],
      effectiveAccess: ["general:manage-user"],
      sessions: ["general:manage-user"],
    },
  },
  "/w/[workspace]/settings/roles/page": { needs: "general:view-members" },
  "/w/[workspace]/settings/roles/[roleId]/page": {
    needs: "general:view-members",
    also: { member: ["general:view-members"] },
  },
  "/w/[workspace]/settings/audit/page": {
    needs: "governance:view-audit",
    also: { event: ["governance:view-audit"], exportButton: ["governance:export-audit"] },
  },
};

/** One page, ten addresses: each feature needs its own Viewer. */
export const featurePage = "/w/[workspace]/features/[feature]/page";

/** What a page may hold for some of those it is shown to. */
export type Part =
  | "member"
  | "activity"
  | "event"
  | "effectiveAccess"
  | "sessions"
  | "inviteChoices"
  | "exportButton";

/** Pages outside every workspace: where each kind of visitor ends up, as status or as path redirected to. */
export const outerPages: Record<string, { nobody: number | string; signedIn: number | string }> = {
  "/(public)/sign-in/page": { nobody: 200, signedIn: "/" },
  "/(public)/sign-in/sent/page": { nobody: 200, signedIn: 200 },
  "/(public)/sign-in/expired/page": { nobody: 200, signedIn: 200 },
  "/(public)/sign-in/confirm/page": { nobody: "/sign-in/expired", signedIn: "/sign-in/expired" },
  "/(public)/invite/[token]/page": { nobody: 200, signedIn: 200 },
  "/sessions/page": { nobody: "/sign-in", signedIn: 200 },
  "/mailbox/page": { nobody: 200, signedIn: 200 },
};
/** The front door leads everybody to the first workspace of their own, whoever has none to a page that says so. */
export const frontDoor = "/page";
/** Of the framework: they hold nothing of anybody's. */
export const frameworkPages = ["/_global-error/page", "/_not-found/page"];

export const routes: Record<string, Permission> = {
  "/api/w/[workspace]/audit/export/route": "governance:export-audit",
  "/api/w/[workspace]/events/route": "self",
  "/api/w/[workspace]/invitations/address/route": "general:invite-user",
  "/api/w/[workspace]/members/preview/route": "general:manage-user",
  "/api/w/[workspace]/refusal/route": "self",
};
export const openRoutes = [
  "/api/auth/[...nextauth]/route",
  "/api/health/route",
  "/api/mailbox/route",
  "/api/ready/route",
  "/icon.svg/route",
];

const members_ = "app/w/[workspace]/settings/members/actions.ts";
const invite = "app/w/[workspace]/settings/members/invite/actions.ts";
export const actions: Record<string, Needs> = {
  [`${members_}#makeRoleAction`]: "general:manage-user",
  [`${members_}#addRoleAction`]: "general:manage-user",
  [`${members_}#endRoleAction`]: "general:manage-user",
  [`${members_}#deactivateMemberAction`]: "general:manage-user",
  [`${members_}#reactivateMemberAction`]: "general:manage-user",
  [`${members_}#revokeAccessAction`]: "general:manage-user",
  [`${members_}#endMemberSessionsAction`]: "general:manage-user",
  [`${invite}#inviteMemberAction`]: "general:invite-user",
  [`${invite}#resendInvitationAction`]: "general:invite-user",
  [`${invite}#removeInvitationAction`]: "general:invite-user",
  "app/w/[workspace]/settings/audit/actions.ts#prepareExportAction": "governance:export-audit",
  "app/w/[workspace]/actions.ts#signOutAction": "person",
  "app/(public)/actions.ts#signOutAction": "person",
  "app/sessions/actions.ts#endSessionAction": "person",
  "app/sessions/actions.ts#endOtherSessionsAction": "person",
  "app/proof/actions.ts#requestCodeAction": "person",
  "app/proof/actions.ts#confirmCodeAction": "person",
  "app/(public)/sign-in/actions.ts#requestSignInLinkAction": "anybody",
  "app/(public)/invite/[token]/actions.ts#acceptInvitationAction": "address",
  "app/(public)/invite/[token]/actions.ts#beginAcceptanceAction": "address",
  "app/(public)/invite/[token]/actions.ts#completeAcceptanceAction": "address",
};

/** Actions of one's own that answer `invalid` when authorisation has let them pass: the code that is sent is wrong. */
export const wrongCode = [
  "app/proof/actions.ts#confirmCodeAction",
  "app/(public)/invite/[token]/actions.ts#completeAcceptanceAction",
];
/** The invitation is taken up by its person in a session; nobody else can even begin. */
export const acceptsInSession = "app/(public)/invite/[token]/actions.ts#acceptInvitationAction";
