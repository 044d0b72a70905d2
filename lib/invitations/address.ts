import "server-only";
import { sql } from "drizzle-orm";
import type { Scope } from "@/lib/doorway/scope";
import { stateOf } from "./found";

/** What an address is to the workspace; `expired`: an invitation that a new one would replace. */
export type AddressState =
  | { state: "new" | "invited" | "expired" }
  | { state: "member" | "deactivated"; name: string; membershipId: string };

/** Looks an address up among the members and live invitations of this workspace, and nowhere else. */
export async function addressState({ tx, workspace }: Scope, email: string): Promise<AddressState> {
  const [member] = await tx.execute<{ name: string; membershipId: string; active: boolean }>(sql`
    select u.name, m.id as "membershipId", exists (select 1 from active_periods p
      where p.workspace_id = m.workspace_id and p.membership_id = m.id and p.valid_to is null) as active
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${workspace.id} and m.ended_at is null and u.email = ${email}`);
  if (member) {
    const { active, ...who } = member;
    return { state: active ? "member" : "deactivated", ...who };
  }
  const [invitation] = await tx.execute<{ state: string }>(sql`
    select ${stateOf} as state from invitations i join workspaces w on w.id = i.workspace_id
    where i.workspace_id = ${workspace.id} and i.email = ${email} and i.accepted_at is null and i.removed_at is null`);
  if (!invitation) return { state: "new" };
  return { state: invitation.state === "open" ? "invited" : "expired" };
}
