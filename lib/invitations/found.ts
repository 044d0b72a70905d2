import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "@/db/client";
import { iso, present } from "@/db/dated";
import { workspaces } from "@/db/schema/accounts";
import { invitations } from "@/db/schema/invitations";
import { users } from "@/db/schema/users";
import { setContext } from "@/db/tenant";
import type { Workspace } from "@/lib/facts/facts";
import { hashOf } from "@/lib/identity/secrets";

export type InvitationState = "open" | "expired" | "used" | "removed";

/** An invitation as whoever holds its link finds it. Times are ISO text to the microsecond. */
export type FoundInvitation = {
  id: string;
  email: string;
  state: InvitationState;
  invitedBy: string;
  inviterName: string;
  sentAt: string;
  expiresAt: string;
  accessEndsAt: string | null;
  acceptedBy: string | null;
  /** The database's clock when it was found. */
  now: string;
  workspace: Workspace;
};

/** What an invitation `i` of a workspace is at this moment, by the database's clock. */
export const i = alias(invitations, "i");
export const stateOf = sql<InvitationState>`case
  when ${i.acceptedAt} is not null then 'used'
  when ${i.removedAt} is not null or ${workspaces.archivedAt} is not null then 'removed'
  when ${i.expiresAt} <= clock_timestamp() or ${i.accessEndsAt} <= clock_timestamp() then 'expired'
  else 'open' end`;
/** Whether an invitation `i` may still be accepted, or resent. */
export const isPending = sql<boolean>`(${i.acceptedAt} is null and ${i.removedAt} is null)`;

/**
 * Finds an invitation by the token of its link, and sets the tenant context to its workspace; null when no invitation
 * has this token (any more). Changes nothing.
 */
export async function findByToken(tx: Transaction, token: string): Promise<FoundInvitation | null> {
  const hash = hashOf(token);
  await setContext(tx, { token: hash });
  const [place] = await tx
    .select({ workspace: invitations.workspaceId })
    .from(invitations)
    .where(eq(invitations.tokenHash, hash));
  if (!place) return null;
  await setContext(tx, place);
  const [account] = await tx
    .select({ account: workspaces.accountId })
    .from(workspaces)
    .where(eq(workspaces.id, place.workspace));
  if (!account) return null;
  await setContext(tx, account);
  const { id, accountId, name, slug, timeZone } = workspaces;
  const [found] = await tx
    .select({
      id: i.id,
      email: i.email,
      state: stateOf,
      invitedBy: i.invitedBy,
      inviterName: users.name,
      sentAt: iso(i.sentAt),
      expiresAt: iso(i.expiresAt),
      accessEndsAt: iso(i.accessEndsAt),
      acceptedBy: i.acceptedBy,
      now: iso(present),
      workspace: { id, accountId, name, slug, timeZone },
    })
    .from(i)
    .innerJoin(workspaces, eq(workspaces.id, i.workspaceId))
    .innerJoin(users, eq(users.id, i.invitedBy))
    .where(and(eq(i.workspaceId, place.workspace), eq(i.tokenHash, hash)));
  return found ?? null;
}
