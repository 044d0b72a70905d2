import "server-only";
import { sql } from "drizzle-orm";
import { iso } from "@/db/dated";
import { afterText, beforeInstant, pageOf } from "@/db/keyset";
import { anywhere } from "@/db/patterns";
import { inContext } from "@/db/tenant";
import type { Level } from "@/lib/access/catalogue";
import { Refusal } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import { Nothing } from "@/lib/fields/input";
import { currentPerson } from "@/lib/identity/session";
import { Token } from "@/lib/sessions/input";
import { type AddressState, addressState } from "./address";
import { choicesFor, type InvitationChoices } from "./choices";
import { type Found, findByToken, stateOf } from "./found";
import { InvitationAddress, PendingFilter } from "./input";
import { type OfferedRole, offeredRoles, offerOfInvitation } from "./offer";
import { profileOfOffer, profileOfRole } from "./profile";

const pageSize = 50;

export type OfferedRoleView = { name: string; place: string | null; levels: Level[] };

/** What the page of an invitation shows. Only an open one tells its address, and to whoever holds the link. */
export type InvitationPage =
  | { state: "unknown" | "removed" }
  | { state: "used"; workspaceName: string; slug: string | null }
  | { state: "expired"; workspaceName: string; inviterName: string; expiresAt: string; timeZone: string }
  | {
      state: "open";
      workspaceName: string;
      inviterName: string;
      email: string;
      sentAt: string;
      expiresAt: string;
      accessEndsAt: string | null;
      timeZone: string;
      now: string;
      roles: OfferedRoleView[];
      groups: string[];
      /** The sum on the workspace; ten levels in the order of the catalogue. */
      profile: Level[];
      viewer: { kind: "nobody" } | { kind: "match" | "other"; name: string; email: string };
    };

/** What the link of an invitation opens. Changes nothing, however often it is asked for. */
export async function invitationByToken(raw: unknown): Promise<InvitationPage> {
  const token = Token.safeParse(raw);
  if (!token.success) return { state: "unknown" };
  const person = await currentPerson();
  return inContext({}, async (tx) => {
    const found = await findByToken(tx, token.data);
    if (!found) return { state: "unknown" };
    const { workspace, inviterName, expiresAt, email } = found;
    const workspaceName = workspace.name;
    if (found.state === "removed") return { state: "removed" };
    if (found.state === "used") return { state: "used", workspaceName, slug: slugFor(found, person?.userId) };
    if (found.state === "expired")
      return { state: "expired", workspaceName, inviterName, expiresAt, timeZone: workspace.timeZone };
    const offered = await offerOfInvitation(tx, workspace.id, found.id).catch((refused: unknown) => {
      if (refused instanceof Refusal) return null;
      throw refused;
    });
    if (!offered) return { state: "removed" };
    const [clock] = await tx.execute<{ now: string }>(sql`select ${iso(sql`clock_timestamp()`)} as now`);
    return {
      state: "open",
      workspaceName,
      inviterName,
      email,
      sentAt: found.sentAt,
      expiresAt,
      accessEndsAt: found.accessEndsAt,
      timeZone: workspace.timeZone,
      now: clock?.now ?? found.sentAt,
      roles: offered.roles.map(roleView),
      groups: offered.groups.map(({ name }) => name),
      profile: profileOfOffer(offered),
      viewer: person
        ? { kind: person.email === email ? "match" : "other", name: person.name, email: person.email }
        : { kind: "nobody" },
    };
  });
}

function slugFor({ acceptedBy, workspace }: Found, userId: string | undefined): string | null {
  return acceptedBy !== null && acceptedBy === userId ? workspace.slug : null;
}

function roleView(role: OfferedRole): OfferedRoleView {
  const { name, resource } = role;
  return { name, place: resource.kind === "workspace" ? null : resource.name, levels: profileOfRole(role) };
}

export type PendingInvitation = {
  id: string;
  email: string;
  status: "pending" | "expired";
  inviter: string;
  sentAt: string;
  expiresAt: string;
  accessEndsAt: string | null;
  roles: OfferedRoleView[];
  groups: string[];
};
export type PendingPage = {
  rows: PendingInvitation[];
  /** Cursor of the next page, null on the last. */
  next: string | null;
  /** All that fit the search. */
  counts: { pending: number; expired: number };
};

/** Invitations that were neither accepted nor removed, the last sent first or by address. */
export const pendingInvitations = query({
  name: "invitations.pending",
  permission: "general:view-members",
  input: PendingFilter,
  run: async ({ tx, workspace }, { q, after, sort }): Promise<PendingPage> => {
    const fits = sql`i.workspace_id = ${workspace.id} and i.accepted_at is null and i.removed_at is null
      and (${q} = '' or i.email ilike ${anywhere(q)})`;
    const byEmail = sql`lower(i.email)`;
    const order =
      sort === "email"
        ? {
            key: byEmail,
            after: afterText(byEmail, sql`i.id`, after),
            by: sql`${byEmail} collate "C", i.id`,
          }
        : {
            key: iso(sql`i.sent_at`),
            after: beforeInstant(sql`i.sent_at`, sql`i.id`, after),
            by: sql`i.sent_at desc, i.id desc`,
          };
    const found = await tx.execute<Omit<PendingInvitation, "roles"> & { sortKey: string }>(sql`
      select i.id, i.email, case ${stateOf} when 'open' then 'pending' else 'expired' end as status, u.name as inviter,
        ${iso(sql`i.sent_at`)} as "sentAt", ${iso(sql`i.expires_at`)} as "expiresAt",
        ${iso(sql`i.access_ends_at`)} as "accessEndsAt", ${order.key} as "sortKey",
        array(select g.name from invitation_groups x join groups g on g.workspace_id = x.workspace_id and g.id = x.group_id
          where x.workspace_id = i.workspace_id and x.invitation_id = i.id order by lower(g.name)) as groups
      from invitations i join workspaces w on w.id = i.workspace_id join users u on u.id = i.invited_by
      where ${fits} and ${order.after}
      order by ${order.by} limit ${pageSize + 1}`);
    const [counts] = await tx.execute<{ pending: number; expired: number }>(sql`
      select count(*) filter (where ${stateOf} = 'open')::int as pending, count(*) filter (where ${stateOf} <> 'open')::int as expired
      from invitations i join workspaces w on w.id = i.workspace_id where ${fits}`);
    const { rows, next } = pageOf(found, pageSize, ({ id }) => id);
    const roles = await offeredRoles(
      tx,
      workspace.id,
      rows.map(({ id }) => id),
    );
    return {
      rows: rows.map((row) => ({ ...row, roles: (roles.get(row.id) ?? []).map(roleView) })),
      next,
      counts: counts ?? { pending: 0, expired: 0 },
    };
  },
});

/** What an address is to the workspace, for the form while it is filled in. */
export const invitationAddress = query({
  name: "invitations.address",
  permission: "general:invite-user",
  input: InvitationAddress,
  run: (scope, { email }): Promise<AddressState> => addressState(scope, email),
});

/** What somebody who invites can choose from. */
export const invitationChoices = query({
  name: "invitations.choices",
  permission: "general:invite-user",
  input: Nothing,
  run: (scope): Promise<InvitationChoices> => choicesFor(scope),
});
