import "server-only";
import { and, desc, eq, ilike, sql } from "drizzle-orm";
import { iso } from "@/db/dated";
import { afterText, beforeInstant, pageOf } from "@/db/keyset";
import { anywhere } from "@/db/patterns";
import { workspaces } from "@/db/schema/accounts";
import { invitationGroups } from "@/db/schema/invitations";
import { groups } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { inContext } from "@/db/tenant";
import { batched, together } from "@/db/together";
import type { Level } from "@/lib/access/catalogue";
import { Refusal } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import { factsOfPeople } from "@/lib/facts/facts";
import { Nothing } from "@/lib/fields/input";
import { namesFor } from "@/lib/grants/opening";
import { currentPerson } from "@/lib/identity/session";
import { Token } from "@/lib/sessions/input";
import { type AddressState, addressState } from "./address";
import { offerStanding } from "./admission";
import { choicesFor, type InvitationChoices } from "./choices";
import { type FoundInvitation, findByToken, i, isPending, stateOf } from "./found";
import { mayGive } from "./giving";
import { InvitationAddress, PendingFilter } from "./input";
import { groupsBy, type OfferedRole, offeredRoles } from "./offer";
import { profileOfOffer, profileOfRole } from "./profile";

const pageSize = 50;

export type OfferedRoleView = { name: string; place: string | null; levels: Level[] };

/** What the page of an invitation shows. Only an open one tells its address, and to whoever holds the link. */
export type InvitationPage =
  | { state: "unknown" | "removed" }
  | { state: "used"; workspaceName: string; slug: string | null }
  | { state: "expired"; workspaceName: string; inviterName: string; expiresAt: string; timeZone: string }
  /** Whoever sent it may no longer give what it offers, or nothing of that is left. */
  | { state: "lapsed"; workspaceName: string; reason: string }
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
    const offered = await offerStanding(tx, found).catch((refused: unknown) => {
      if (refused instanceof Refusal) return refused;
      throw refused;
    });
    if (offered instanceof Refusal) return { state: "lapsed", workspaceName, reason: offered.message };
    return {
      state: "open",
      workspaceName,
      inviterName,
      email,
      sentAt: found.sentAt,
      expiresAt,
      accessEndsAt: found.accessEndsAt,
      timeZone: workspace.timeZone,
      now: found.now,
      roles: offered.roles.map((role) => roleView(role)),
      groups: offered.groups.map(({ name }) => name),
      profile: profileOfOffer(offered),
      viewer: person
        ? { kind: person.email === email ? "match" : "other", name: person.name, email: person.email }
        : { kind: "nobody" },
    };
  });
}

function slugFor({ acceptedBy, workspace }: FoundInvitation, userId: string | undefined): string | null {
  return acceptedBy !== null && acceptedBy === userId ? workspace.slug : null;
}

/** @param place what the place is called for whoever reads it; whoever is invited reads its name. */
function roleView(role: OfferedRole, place = role.resource.name): OfferedRoleView {
  const { name, resource } = role;
  return { name, place: resource.kind === "workspace" ? null : place, levels: profileOfRole(role) };
}

export type PendingInvitation = {
  id: string;
  email: string;
  status: "pending" | "expired";
  inviter: string;
  /** Whoever sent it may no longer give what it offers: it cannot be accepted unless somebody else resends it. */
  lapsed: boolean;
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
  run: async (scope, { q, after, sort }): Promise<PendingPage> => {
    const { tx, workspace } = scope;
    const nameOf = namesFor(scope);
    const fits = and(eq(i.workspaceId, workspace.id), isPending, q ? ilike(i.email, anywhere(q)) : undefined);
    const byEmail = sql<string>`lower(${i.email})`;
    const order =
      sort === "email"
        ? {
            key: byEmail,
            after: afterText(byEmail, sql`${i.id}`, after),
            by: [sql`${byEmail} collate "C"`, i.id],
          }
        : {
            key: iso(i.sentAt),
            after: beforeInstant(sql`${i.sentAt}`, sql`${i.id}`, after),
            by: [desc(i.sentAt), desc(i.id)],
          };
    const offeredGroups = sql`select coalesce(json_agg(json_build_object('id', ${groups.id}, 'name', ${groups.name})
      order by lower(${groups.name})), '[]') from ${invitationGroups} join ${groups}
      on ${groups.workspaceId} = ${invitationGroups.workspaceId} and ${groups.id} = ${invitationGroups.groupId}
      where ${invitationGroups.workspaceId} = ${i.workspaceId} and ${invitationGroups.invitationId} = ${i.id}`;
    const onPage = tx
      .select({
        id: i.id,
        email: i.email,
        invitedBy: i.invitedBy,
        status: sql<
          PendingInvitation["status"]
        >`case ${stateOf} when 'open' then 'pending' else 'expired' end`,
        inviter: users.name,
        sentAt: iso(i.sentAt),
        expiresAt: iso(i.expiresAt),
        accessEndsAt: iso(i.accessEndsAt),
        sortKey: order.key,
        groups: sql<{ id: string; name: string }[]>`(${offeredGroups})`,
      })
      .from(i)
      .innerJoin(workspaces, eq(workspaces.id, i.workspaceId))
      .innerJoin(users, eq(users.id, i.invitedBy))
      .where(and(fits, order.after))
      .orderBy(...order.by)
      .limit(pageSize + 1);
    const all = tx
      .select({
        pending: sql<number>`count(*) filter (where ${stateOf} = 'open')::int`,
        expired: sql<number>`count(*) filter (where ${stateOf} <> 'open')::int`,
      })
      .from(i)
      .innerJoin(workspaces, eq(workspaces.id, i.workspaceId))
      .where(fits);
    const { found, counts } = await together(tx, { found: onPage, counts: all });
    const { rows, next } = pageOf(found, pageSize, ({ id }) => id);
    const groupIds = [...new Set(rows.flatMap((row) => row.groups.map(({ id }) => id)))];
    const [roles, offered] = await Promise.all([
      offeredRoles(
        tx,
        workspace.id,
        rows.map(({ id }) => id),
      ),
      batched(tx, groupsBy(tx, workspace.id, groupIds)),
    ]);
    const inviters = await factsOfPeople(tx, workspace, [...new Set(rows.map(({ invitedBy }) => invitedBy))]);
    return {
      rows: rows.map(({ invitedBy, groups, ...row }) => {
        const inviter = inviters.get(invitedBy);
        const offer = {
          roles: roles.get(row.id) ?? [],
          groups: offered.filter(({ id }) => groups.some((group) => group.id === id)),
        };
        return {
          ...row,
          lapsed: !inviter || !mayGive(inviter, scope.now, scope.root, offer, row.accessEndsAt),
          roles: offer.roles.map((role) => roleView(role, nameOf(role.resource))),
          groups: groups.map(({ name }) => name),
        };
      }),
      next,
      counts: counts[0] ?? { pending: 0, expired: 0 },
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
