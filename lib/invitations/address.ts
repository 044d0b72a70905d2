import "server-only";
import { sql } from "drizzle-orm";
import { texts } from "@/db/arrays";
import { iso } from "@/db/dated";
import type { Scope } from "@/lib/doorway/scope";
import { stateOf } from "./found";

/**
 * What an address is to the workspace; `expired`: an invitation that a new one would replace. `since`: when they
 * joined, or were sent the invitation that is open (ISO).
 */
export type AddressState =
  | { state: "new" | "expired" }
  | { state: "invited"; since: string }
  | { state: "member" | "deactivated"; name: string; membershipId: string; since: string };

/** Looks an address up among the members and live invitations of this workspace, and nowhere else. */
export async function addressState(scope: Scope, email: string): Promise<AddressState> {
  return (await addressStates(scope, [email])).get(email) ?? { state: "new" };
}

/** The states of those among many addresses that are not new here; see {@link addressState}. */
export async function addressStates(
  { tx, workspace }: Scope,
  emails: readonly string[],
): Promise<Map<string, AddressState>> {
  const states = new Map<string, AddressState>();
  const invitations = await tx.execute<{ email: string; state: string; since: string }>(sql`
    select i.email, ${stateOf} as state, ${iso(sql`i.sent_at`)} as since
    from invitations i join workspaces w on w.id = i.workspace_id
    where i.workspace_id = ${workspace.id} and i.email = any(${texts(emails)}::text[]) and i.accepted_at is null and i.removed_at is null`);
  for (const { email, state, since } of invitations)
    states.set(email, state === "open" ? { state: "invited", since } : { state: "expired" });
  type Member = { email: string; name: string; membershipId: string; since: string; active: boolean };
  const members = await tx.execute<Member>(sql`
    select u.email, u.name, m.id as "membershipId", ${iso(sql`m.joined_at`)} as since, exists (select 1 from active_periods p
      where p.workspace_id = m.workspace_id and p.membership_id = m.id and p.valid_to is null) as active
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${workspace.id} and m.ended_at is null and u.email = any(${texts(emails)}::text[])`);
  for (const { email, active, ...who } of members)
    states.set(email, { state: active ? "member" : "deactivated", ...who });
  return states;
}
