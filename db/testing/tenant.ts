import type { Sql } from "postgres";
import { uuidv7 } from "uuidv7";

/** A workspace in an account of its own, with at least one row in every table that belongs to a workspace. */
export type Tenant = {
  accountId: string;
  workspaceId: string;
  slug: string;
  /** Member, administrator of the account, and owner of a session, a link, a code and an outcome. */
  user: { id: string; email: string; sessionToken: string; linkToken: string };
  invitationToken: string;
};

/** Writes a tenant as the owner of the database. */
export async function writeTenant(owner: Sql, slug: string): Promise<Tenant> {
  const workspace_id = uuidv7();
  const tenant: Tenant = {
    accountId: uuidv7(),
    workspaceId: workspace_id,
    slug,
    user: {
      id: uuidv7(),
      email: `member@${slug}.example`,
      sessionToken: `session of ${slug}`,
      linkToken: `link of ${slug}`,
    },
    invitationToken: `invitation of ${slug}`,
  };
  const [membership, group, role, resource, invitation] = Array.from({ length: 5 }, () => uuidv7()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const { accountId, user } = tenant;
  await owner.begin(async (tx) => {
    const insert = (table: string, row: Record<string, unknown>) => tx`
      insert into ${tx(table)} (${tx(Object.keys(row))})
      select ${tx(Object.keys(row))} from jsonb_populate_record(null::${tx(table)}, ${tx.json(row as never)})`;
    const insertHere = (table: string, row: Record<string, unknown>) =>
      insert(table, { workspace_id, id: uuidv7(), ...row });
    await tx`select set_config('remit.workspace', ${workspace_id}, true)`;
    await insert("accounts", { id: accountId, name: slug });
    await insert("users", { id: user.id, email: user.email, name: `Member of ${slug}` });
    await insert("account_administrators", { account_id: accountId, id: uuidv7(), user_id: user.id });
    await insert("workspaces", { id: workspace_id, account_id: accountId, slug, name: slug });
    await insertHere("resources", {
      id: workspace_id,
      kind: "workspace",
      name: slug,
      path: [workspace_id],
    });
    await insertHere("resources", {
      id: resource,
      kind: "campaign",
      name: slug,
      parent_id: workspace_id,
      path: [workspace_id, resource],
    });
    await insertHere("former_placements", {
      resource_id: resource,
      parent_id: workspace_id,
      valid_to: tomorrow,
    });
    await insertHere("api_keys", {
      name: slug,
      prefix: "rk_",
      secret_hash: `key of ${slug}`,
      scopes: ["decision:read"],
      created_by: user.id,
      owned_by: user.id,
    });
    await insertHere("roles", { id: role, kind: "custom", name: slug });
    await insertHere("role_revisions", {
      role_id: role,
      number: 1,
      name: slug,
      description: "",
      applications: [],
      permissions: ["campaign:view"],
    });
    await insertHere("memberships", { id: membership, user_id: user.id });
    await insertHere("active_periods", { membership_id: membership });
    await insertHere("groups", { id: group, name: slug });
    await insertHere("group_memberships", { group_id: group, membership_id: membership });
    const given = { role_id: role, resource_id: resource, source: "direct" };
    await insertHere("grants", { membership_id: membership, ...given, ends_with_id: resource });
    await insertHere("grants", { group_id: group, ...given });
    await insertHere("invitations", {
      id: invitation,
      email: `guest@${slug}.example`,
      token_hash: tenant.invitationToken,
      invited_by: user.id,
      expires_at: tomorrow,
    });
    const offered = { invitation_id: invitation };
    await insertHere("invitation_roles", { ...offered, role_id: role, resource_id: workspace_id });
    await insertHere("invitation_groups", { ...offered, group_id: group });
    await insertHere("audit_events", {
      actor_name: slug,
      action: "member.deactivated",
      target_kind: "member",
      target_label: slug,
      request_id: slug,
    });
    await insert("repeated_denials", { workspace_id, id: slug, event: {} });
    await insertHere("outbox", { kind: "welcome", recipient: user.email, payload: {} });
    await insert("sessions", {
      id: uuidv7(),
      token_hash: user.sessionToken,
      user_id: user.id,
      expires_at: tomorrow,
    });
    await insert("sign_in_links", { token_hash: user.linkToken, email: user.email, expires_at: tomorrow });
    await insert("one_time_codes", {
      id: uuidv7(),
      email: user.email,
      purpose: "confirm-identity",
      subject: uuidv7(),
      code_hash: slug,
      expires_at: tomorrow,
    });
    await insert("idempotent_outcomes", { user_id: user.id, key: slug, command: "a.command" });
  });
  return tenant;
}
