import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/client.ts";
import { auditEvents } from "../../db/schema/audit.ts";
import { closeRole } from "../../lib/access/role.ts";
import { writeRevision } from "../../lib/roles/record.ts";
import { type Session, writeSession as signIn } from "../../scripts/builders/session.ts";
import {
  type ApiKey,
  buildWorkspace,
  type Invitation,
  type Member,
  WorkspaceBuilder,
} from "../../scripts/builders/workspace.ts";
import { customRoles, type RoleKey } from "./people.ts";

/** A workspace in an account of its own, written straight into the database as its owner. */
export type Tenant = {
  slug: string;
  accountId: string;
  workspaceId: string;
  roles: Record<RoleKey, string>;
  campaign: string;
  /** In the campaign are two projects, in the first of them an action. */
  project: string;
  otherProject: string;
  action: string;
  product: string;
  /** Its members hold Admin. */
  adminGroup: string;
  /** Holds nothing. */
  group: string;
  event: string;
  /** A member whose name, sessions and acts tell who saw them; their place is on the team of the campaign. */
  seen: Member & { grantId: string; sessionId: string; placeId: string };
  invitation: Invitation;
  /** An Admin, who answers for the keys. */
  keyOwner: Member;
  key: ApiKey;
};

/** No text of the product has this in it. */
export const canary = (what: string, slug: string) => `Qanary ${what} of ${slug}`;
/** How the page calls the browser of the member who is seen; nobody else has it. */
export const rareBrowser = { userAgent: "Opera/9.80 (iPad; OPR/99.0)", name: "Opera on iPad" };

export async function writeTenant(tx: Transaction, slug: string): Promise<Tenant> {
  const builder = await buildWorkspace(tx, {
    slug,
    account: `Account ${slug}`,
    name: `Workspace ${slug}`,
    timeZone: "America/Los_Angeles",
  });
  const { id: workspaceId, accountId, roles } = builder.workspace;
  for (const [key, draft] of Object.entries(customRoles))
    roles[key] = await builder.role(canary(key, slug), draft);
  const tenant = { slug, accountId, workspaceId, roles: roles as Record<RoleKey, string> };
  const adminGroup = await builder.group(canary("leaders", slug));
  await builder.grant({ groupId: adminGroup }, "admin");
  const seen = await writeMember(tx, tenant, `Aa ${canary("member", slug)}`);
  const grantId = await builder.grant(seen, "view-members");
  const keyOwner = await writeMember(tx, tenant, `Zz ${canary("owner", slug)}`);
  await builder.grant(keyOwner, "admin");
  const session = await writeSession(tx, seen.userId, { userAgent: rareBrowser.userAgent });
  const invitation = await writeInvitation(tx, tenant, seen.userId, "viewer");
  const campaign = await builder.resource("campaign", canary("campaign", slug));
  const project = await builder.resource("project", canary("project", slug), campaign);
  const placeId = await builder.grant(seen, "contributor", campaign.id);
  return {
    ...tenant,
    campaign: campaign.id,
    project: project.id,
    otherProject: (await builder.resource("project", canary("project", slug), campaign)).id,
    action: (await builder.resource("action", canary("action", slug), project)).id,
    product: (await builder.resource("data-product", canary("data-product", slug))).id,
    adminGroup,
    group: await builder.group(canary("people", slug)),
    seen: { ...seen, grantId, sessionId: session.id, placeId },
    invitation,
    keyOwner,
    key: await writeKey(tx, tenant, keyOwner.userId),
    event: await writeEvent(tx, tenant, seen),
  };
}

type Of = Pick<Tenant, "slug" | "accountId" | "workspaceId" | "roles">;

/** Writes more into a tenant. */
export function builderIn(tx: Transaction, { workspaceId, ...tenant }: Of): WorkspaceBuilder {
  return new WorkspaceBuilder(tx, { ...tenant, id: workspaceId, name: `Workspace ${tenant.slug}` });
}

const random = () => randomBytes(6).toString("hex");

/** A custom role of the workspace that nobody holds, at its second revision; the first held one permission more. */
export async function writeRevisedRole(tx: Transaction, tenant: Of): Promise<string> {
  const builder = builderIn(tx, tenant);
  const name = `Zz ${random()}`;
  const id = await builder.role(name, { fine: ["general:manage-role"] });
  const authorId = await builder.user("Author", `${random()}@authors.example`);
  const contents = closeRole({ fine: ["general:view-members"] });
  await writeRevision(tx, tenant.workspaceId, id, { name, description: "", contents, authorId });
  return id;
}

/** Adds an active member without any role. */
export function writeMember(tx: Transaction, tenant: Of, name: string): Promise<Member> {
  return builderIn(tx, tenant).member(name, null, { email: `${random()}@${tenant.slug}.example` });
}

export function grant(
  tx: Transaction,
  tenant: Of,
  to: { membershipId: string } | { groupId: string },
  role: RoleKey,
  resourceId?: string,
): Promise<string> {
  return builderIn(tx, tenant).grant(to, role, resourceId);
}

/** A session as signing in would have made it; `state` other than live is what became of it. */
export function writeSession(
  tx: Transaction,
  userId: string,
  { state = "live", userAgent = "" }: { state?: "live" | "ended" | "expired"; userAgent?: string } = {},
): Promise<Session> {
  const expiresAt = sql`now() + make_interval(hours => ${state === "expired" ? -1 : 1})`;
  return signIn(tx, userId, { expiresAt, endedAt: state === "ended" ? sql`now()` : null, userAgent });
}

export function writeInvitation(
  tx: Transaction,
  tenant: Of,
  invitedBy: string,
  role: RoleKey,
  email = `${random()}@guests-${tenant.slug}.example`,
): Promise<Invitation> {
  return builderIn(tx, tenant).invitation(email, invitedBy, { roles: [role] });
}

/** An API key that is in force, or that has ended. */
export function writeKey(
  tx: Transaction,
  tenant: Of,
  ownedBy: string,
  { state, scopes = ["decision:read"] }: { state?: "expired" | "revoked"; scopes?: string[] } = {},
): Promise<ApiKey> {
  return builderIn(tx, tenant).key(canary("key", tenant.slug), ownedBy, {
    scopes,
    expiresAt: state === "expired" ? sql`now()` : null,
    revokedAt: state === "revoked" ? sql`now()` : null,
  });
}

async function writeEvent(tx: Transaction, { slug, workspaceId }: Of, actor: Member): Promise<string> {
  const id = randomUUID();
  await tx.insert(auditEvents).values({
    workspaceId,
    id,
    actorId: actor.userId,
    actorName: actor.name,
    action: "member.deactivated",
    targetKind: "member",
    targetLabel: canary("event", slug),
    requestId: randomUUID(),
  });
  return id;
}
