import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { iso } from "@/db/dated";
import { isOwnAccess } from "@/lib/access/duties";
import { type CommandContext, command } from "@/lib/doorway/command";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { hashOf, newToken } from "@/lib/doorway/secrets";
import { endOfDay } from "@/lib/members/target";
import { addressState } from "./address";
import { inPlace } from "./admission";
import { stateOf } from "./found";
import { InvitationId, InviteMember } from "./input";
import { mailInvitation } from "./letter";
import { type Offered, offerOf, offerOfInvitation, refuseBeyondCeiling } from "./offer";

/** What an invitation that went out answers with: its audit event, and how long its link works (ISO). */
export type Sent = { event: string; invitationId: string; email: string; expiresAt: string };

/** Offers membership with some access to one address; the link works for 24 hours. */
export const inviteMember = command({
  name: "invitations.invite",
  permission: "general:invite-user",
  input: InviteMember,
  fresh: async (scope, input) => givesAdmin(await askedOffer(scope, input)),
  run: async (context, input): Promise<Sent> => {
    const { tx, workspace, actor } = context;
    const offered = await askedOffer(context, input);
    refuseOwnAddress(context, input.email);
    refuseBeyondCeiling(context.access, offered);
    const accessEndsAt = (await endOfDay(context, input.endsOn))?.at ?? null;
    await refuseUnlessNew(context, input.email);
    await tx.execute(sql`
      update invitations set removed_at = clock_timestamp()
      where workspace_id = ${workspace.id} and email = ${input.email} and accepted_at is null and removed_at is null`);
    const [id, token] = [uuidv7(), newToken()];
    const ends = accessEndsAt === null ? null : new Date(accessEndsAt / 1000).toISOString();
    const [row] = await tx.execute<{ expiresAt: string }>(sql`
      insert into invitations (workspace_id, id, email, token_hash, invited_by, created_at, sent_at, expires_at, access_ends_at)
      values (${workspace.id}, ${id}, ${input.email}, ${hashOf(token)}, ${actor.userId}, clock_timestamp(), clock_timestamp(),
        clock_timestamp() + interval '24 hours', ${ends}) returning ${iso(sql`expires_at`)} as "expiresAt"`);
    if (!row) throw new Error("the invitation was not stored");
    for (const { id: roleId, resource } of offered.roles)
      await tx.execute(sql`
        insert into invitation_roles (workspace_id, id, invitation_id, role_id, resource_id)
        values (${workspace.id}, ${uuidv7()}, ${id}, ${roleId}, ${resource.id})`);
    for (const group of offered.groups)
      await tx.execute(sql`
        insert into invitation_groups (workspace_id, id, invitation_id, group_id)
        values (${workspace.id}, ${uuidv7()}, ${id}, ${group.id})`);
    const times = { ...row, accessEndsAt: ends };
    await mailInvitation(context, input.email, token, offered, times);
    const event = await context.audit({
      action: "invitation.sent",
      target: { kind: "invitation", id, label: input.email },
      after: { ...inWords(offered), ...times },
    });
    return { event, invitationId: id, email: input.email, ...row };
  },
});

/** Sends an invitation anew, with a new link for another 24 hours; whoever resends it answers for it from now on. */
export const resendInvitation = command({
  name: "invitations.resend",
  permission: "general:invite-user",
  input: InvitationId,
  fresh: async (scope, input) => {
    const invitation = await liveInvitation(scope, input.invitationId);
    return givesAdmin(await offerOfInvitation(scope.tx, scope.workspace.id, invitation.id));
  },
  run: async (context, { invitationId }): Promise<Sent> => {
    const { tx, workspace, actor } = context;
    const { id, email, expiresAt, accessEndsAt, over } = await liveInvitation(context, invitationId);
    if (over)
      throw new Refusal(
        "conflict",
        "The access it offers has ended meanwhile. Remove it and invite with a later end.",
      );
    const offered = await offerOfInvitation(tx, workspace.id, id);
    refuseOwnAddress(context, email);
    refuseBeyondCeiling(context.access, offered);
    const token = newToken();
    const [row] = await tx.execute<{ expiresAt: string }>(sql`
      update invitations set token_hash = ${hashOf(token)}, invited_by = ${actor.userId}, sent_at = clock_timestamp(),
        expires_at = clock_timestamp() + interval '24 hours'
      where workspace_id = ${workspace.id} and id = ${id} returning ${iso(sql`expires_at`)} as "expiresAt"`);
    if (!row) throw notFound();
    await mailInvitation(context, email, token, offered, { ...row, accessEndsAt });
    const event = await context.audit({
      action: "invitation.resent",
      target: { kind: "invitation", id, label: email },
      before: { expiresAt },
      after: { ...inWords(offered), ...row },
    });
    return { event, invitationId: id, email, ...row };
  },
});

/** Takes an invitation back: its link no longer works. */
export const removeInvitation = command({
  name: "invitations.remove",
  permission: "general:invite-user",
  input: InvitationId,
  run: async (context, { invitationId }) => {
    const { tx, workspace } = context;
    const { id, email, state } = await liveInvitation(context, invitationId);
    await tx.execute(sql`
      update invitations set removed_at = clock_timestamp() where workspace_id = ${workspace.id} and id = ${id}`);
    const event = await context.audit({
      action: "invitation.removed",
      target: { kind: "invitation", id, label: email },
      before: { status: state === "open" ? "pending" : state },
      after: { status: "removed" },
    });
    return { event, email };
  },
});

function askedOffer({ tx, workspace }: Scope, { roleIds, place, groupIds }: InviteMember): Promise<Offered> {
  const roles = place ? [place] : roleIds.map((roleId) => ({ roleId, resourceId: workspace.id }));
  if (place?.resourceId === workspace.id)
    throw new Refusal("invalid", "Choose a place below the workspace, or workspace roles.", {
      place: "Choose a place below the workspace.",
    });
  return offerOf(tx, workspace.id, { roles, groupIds });
}

function givesAdmin(offered: Offered): boolean {
  const groupRoles = offered.groups.flatMap(({ grants }) => grants);
  return [...offered.roles, ...groupRoles].some(({ key }) => key === "admin");
}

function refuseOwnAddress({ actor }: Scope, email: string): void {
  if (isOwnAccess(actor.email, email))
    throw new Refusal("forbidden", "Nobody changes their own access. Ask another Admin to invite you.", {
      email: "This is your own address.",
    });
}

async function refuseUnlessNew(context: CommandContext, email: string): Promise<void> {
  const address = await addressState(context, email);
  const refuse = (message: string) => new Refusal("conflict", message, { email: message });
  if (address.state === "member")
    throw refuse(`${address.name} is a member already. Change their roles on their page.`);
  if (address.state === "deactivated")
    throw refuse(`${address.name} is deactivated here. Reactivate them instead of inviting.`);
  if (address.state === "invited")
    throw refuse("This address is invited already. Use Resend invite under Pending invitations.");
}

async function liveInvitation({ tx, workspace }: Scope, invitationId: string) {
  const [row] = await tx.execute<{
    id: string;
    email: string;
    state: "open" | "expired";
    expiresAt: string;
    accessEndsAt: string | null;
    over: boolean;
  }>(sql`
    select i.id, i.email, ${stateOf} as state, ${iso(sql`i.expires_at`)} as "expiresAt",
      ${iso(sql`i.access_ends_at`)} as "accessEndsAt", coalesce(i.access_ends_at <= clock_timestamp(), false) as over
    from invitations i join workspaces w on w.id = i.workspace_id
    where i.workspace_id = ${workspace.id} and i.id = ${invitationId} and i.accepted_at is null and i.removed_at is null`);
  if (!row) throw notFound();
  return row;
}

function inWords({ roles, groups }: Offered) {
  return { roles: roles.map(inPlace), groups: groups.map(({ name }) => name) };
}
