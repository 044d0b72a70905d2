import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { iso } from "@/db/dated";
import { setContext } from "@/db/tenant";
import type { Workspace } from "@/lib/facts/facts";
import { hashOf } from "@/lib/identity/secrets";

export type InvitationState = "open" | "expired" | "used" | "removed";

/** An invitation as whoever holds its link finds it. Times are ISO text to the microsecond. */
export type Found = {
  id: string;
  email: string;
  state: InvitationState;
  invitedBy: string;
  inviterName: string;
  sentAt: string;
  expiresAt: string;
  accessEndsAt: string | null;
  acceptedBy: string | null;
  workspace: Workspace;
};

/** What an invitation `i` of a workspace `w` is at this moment, by the database's clock. */
export const stateOf = sql`case
  when i.accepted_at is not null then 'used'
  when i.removed_at is not null or w.archived_at is not null then 'removed'
  when i.expires_at <= clock_timestamp() or i.access_ends_at <= clock_timestamp() then 'expired'
  else 'open' end`;

/**
 * Finds an invitation by the token of its link, and sets the tenant context to its workspace; null when no invitation
 * has this token (any more). Changes nothing.
 */
export async function findByToken(tx: Transaction, token: string): Promise<Found | null> {
  const hash = hashOf(token);
  await setContext(tx, { token: hash });
  const [place] = await tx.execute<{ workspace: string }>(
    sql`select workspace_id as workspace from invitations where token_hash = ${hash}`,
  );
  if (!place) return null;
  await setContext(tx, place);
  const [account] = await tx.execute<{ account: string }>(
    sql`select account_id as account from workspaces where id = ${place.workspace}`,
  );
  if (!account) return null;
  await setContext(tx, account);
  const [row] = await tx.execute<
    Omit<Found, "workspace"> & Omit<Workspace, "id"> & { workspaceId: string }
  >(sql`
    select i.id, i.email, ${stateOf} as state, i.invited_by as "invitedBy", u.name as "inviterName",
      ${iso(sql`i.sent_at`)} as "sentAt", ${iso(sql`i.expires_at`)} as "expiresAt",
      ${iso(sql`i.access_ends_at`)} as "accessEndsAt", i.accepted_by as "acceptedBy",
      w.id as "workspaceId", w.account_id as "accountId", w.name, w.slug, w.time_zone as "timeZone"
    from invitations i join workspaces w on w.id = i.workspace_id join users u on u.id = i.invited_by
    where i.workspace_id = ${place.workspace} and i.token_hash = ${hash}`);
  if (!row) return null;
  const { workspaceId, accountId, name, slug, timeZone, ...found } = row;
  return { ...found, workspace: { id: workspaceId, accountId, name, slug, timeZone } };
}
