import { createHash, randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/client.ts";
import { closeRole } from "../../lib/access/role.ts";
import { foundAccount, foundWorkspace } from "../../lib/accounts/commands.ts";
import { giveGrant } from "../../lib/grants/commands.ts";
import { enrol, writeUser } from "../../lib/members/enrolment.ts";
import { writeRevision } from "../../lib/roles/record.ts";
import { writeRole } from "../../lib/roles/seeded.ts";
import { customRoles, type RoleKey } from "./people.ts";

export type Session = { id: string; token: string };
export type ApiKey = { id: string; secret: string };
export type Member = { userId: string; membershipId: string; email: string; name: string };

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
  invitation: { id: string; token: string; email: string };
  key: ApiKey;
};

/** No text of the product has this in it. */
export const canary = (what: string, slug: string) => `Qanary ${what} of ${slug}`;
/** How the page calls the browser of the member who is seen; nobody else has it. */
export const rareBrowser = { userAgent: "Opera/9.80 (iPad; OPR/99.0)", name: "Opera on iPad" };

export async function writeTenant(tx: Transaction, slug: string): Promise<Tenant> {
  const accountId = await foundAccount(tx, `Account ${slug}`);
  const { id: workspaceId, roles } = await foundWorkspace(tx, {
    accountId,
    slug,
    name: `Workspace ${slug}`,
    timeZone: "America/Los_Angeles",
  });
  for (const [key, draft] of Object.entries(customRoles))
    roles[key] = await writeRole(tx, workspaceId, {
      key: null,
      kind: "custom",
      name: canary(key, slug),
      description: "",
      contents: closeRole(draft),
      authorId: null,
    });
  const place = async (kind: string, above = [workspaceId]) => {
    const id = randomUUID();
    const path = [...above, id];
    await tx.execute(sql`
      insert into resources (workspace_id, id, kind, name, parent_id, path)
      values (${workspaceId}, ${id}, ${kind}, ${canary(kind, slug)}, ${above.at(-1)}, ${`{${path.join(",")}}`}::uuid[])`);
    return path;
  };
  const group = async (name: string) => {
    const id = randomUUID();
    await tx.execute(
      sql`insert into groups (workspace_id, id, name) values (${workspaceId}, ${id}, ${canary(name, slug)})`,
    );
    return id;
  };
  const tenant = { slug, accountId, workspaceId, roles: roles as Record<RoleKey, string> };
  const adminGroup = await group("leaders");
  await grant(tx, tenant, { groupId: adminGroup }, "admin");
  const seen = await writeMember(tx, tenant, `Aa ${canary("member", slug)}`);
  const grantId = await grant(tx, tenant, seen, "view-members");
  const session = await writeSession(tx, seen.userId, { userAgent: rareBrowser.userAgent });
  const invitation = await writeInvitation(tx, tenant, seen.userId, "viewer");
  const campaign = await place("campaign");
  const project = await place("project", campaign);
  const idOf = (path: string[]) => path.at(-1) ?? "";
  const placeId = await grant(tx, tenant, seen, "contributor", idOf(campaign));
  return {
    ...tenant,
    campaign: idOf(campaign),
    project: idOf(project),
    otherProject: idOf(await place("project", campaign)),
    action: idOf(await place("action", project)),
    product: idOf(await place("data-product")),
    adminGroup,
    group: await group("people"),
    seen: { ...seen, grantId, sessionId: session.id, placeId },
    invitation,
    key: await writeKey(tx, tenant, seen.userId),
    event: await writeEvent(tx, tenant, seen),
  };
}

/** A custom role of the workspace that nobody holds, at its second revision; the first held one permission more. */
export async function writeRevisedRole(tx: Transaction, { workspaceId }: Of): Promise<string> {
  const name = `Zz ${randomBytes(4).toString("hex")}`;
  const role = { key: null, kind: "custom", name, description: "", authorId: null } as const;
  const contents = closeRole({ fine: ["general:manage-role"] });
  const id = await writeRole(tx, workspaceId, { ...role, contents });
  const authorId = await writeUser(tx, `${randomBytes(6).toString("hex")}@authors.example`, "Author");
  const less = closeRole({ fine: ["general:view-members"] });
  await writeRevision(tx, workspaceId, id, { name, description: "", contents: less, authorId });
  return id;
}

type Of = Pick<Tenant, "slug" | "workspaceId" | "roles">;

/** Adds an active member without any role. */
export async function writeMember(tx: Transaction, { slug, workspaceId }: Of, name: string): Promise<Member> {
  const email = `${randomBytes(6).toString("hex")}@${slug}.example`;
  const userId = await writeUser(tx, email, name);
  return { userId, membershipId: await enrol(tx, workspaceId, userId), email, name };
}

export async function grant(
  tx: Transaction,
  { workspaceId, roles }: Of,
  to: { membershipId: string } | { groupId: string },
  role: RoleKey,
  resourceId = workspaceId,
): Promise<string> {
  const principal = "groupId" in to ? { groupId: to.groupId } : { membershipId: to.membershipId };
  const given = { principal, roleId: roles[role], resourceId, source: "direct", grantedBy: null } as const;
  return giveGrant(tx, workspaceId, given);
}

export const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");
export const newToken = () => randomBytes(32).toString("base64url");

/** A session as signing in would have made it; `state` other than live is what became of it. */
export async function writeSession(
  tx: Transaction,
  userId: string,
  { state = "live", userAgent = "" }: { state?: "live" | "ended" | "expired"; userAgent?: string } = {},
): Promise<Session> {
  const [id, token] = [randomUUID(), newToken()];
  await tx.execute(sql`
    insert into sessions (id, token_hash, user_id, expires_at, ended_at, user_agent)
    values (${id}, ${hashOf(token)}, ${userId}, now() + make_interval(hours => ${state === "expired" ? -1 : 1}),
      ${state === "ended" ? sql`now()` : null}, ${userAgent})`);
  return { id, token };
}

export async function writeInvitation(
  tx: Transaction,
  { slug, workspaceId, roles }: Of,
  invitedBy: string,
  role: RoleKey,
  email = `${randomBytes(6).toString("hex")}@guests-${slug}.example`,
): Promise<Tenant["invitation"]> {
  const [id, token] = [randomUUID(), newToken()];
  await tx.execute(sql`
    insert into invitations (workspace_id, id, email, token_hash, invited_by, expires_at)
    values (${workspaceId}, ${id}, ${email}, ${hashOf(token)}, ${invitedBy}, now() + interval '1 day')`);
  await tx.execute(sql`
    insert into invitation_roles (workspace_id, id, invitation_id, role_id, resource_id)
    values (${workspaceId}, ${randomUUID()}, ${id}, ${roles[role]}, ${workspaceId})`);
  return { id, token, email };
}

/** An API key that is in force, or that has ended. */
export async function writeKey(
  tx: Transaction,
  { slug, workspaceId }: Of,
  createdBy: string,
  {
    state = "live",
    scopes = ["decision:read"],
  }: { state?: "live" | "expired" | "revoked"; scopes?: string[] } = {},
): Promise<ApiKey> {
  const [id, secret] = [randomUUID(), `remit_${newToken()}`];
  await tx.execute(sql`
    insert into api_keys (workspace_id, id, name, prefix, secret_hash, scopes, created_by, expires_at, revoked_at)
    values (${workspaceId}, ${id}, ${canary("key", slug)}, ${secret.slice(0, 14)}, ${hashOf(secret)},
      ${`{${scopes.join(",")}}`}::text[], ${createdBy}, ${state === "expired" ? sql`now()` : null}, ${state === "revoked" ? sql`now()` : null})`);
  return { id, secret };
}

async function writeEvent(tx: Transaction, { slug, workspaceId }: Of, actor: Member): Promise<string> {
  const id = randomUUID();
  await tx.execute(sql`
    insert into audit_events (workspace_id, id, actor_id, actor_name, action, target_kind, target_label, request_id)
    values (${workspaceId}, ${id}, ${actor.userId}, ${actor.name}, 'member.deactivated', 'member',
      ${canary("event", slug)}, ${randomUUID()})`);
  return id;
}
