import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { texts } from "@/db/arrays";
import { holdsNow, iso } from "@/db/dated";
import { accountAdministrators as admins, workspaces } from "@/db/schema/accounts";
import { isActive, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import type { Scope } from "@/lib/doorway/scope";
import { i, isPending, stateOf } from "./found";

/**
 * What an address is to the workspace; `expired`: an invitation that a new one would replace; `administrator`: of the
 * account, without being a member. `since`: when they joined, or were sent the invitation that is open (ISO).
 */
export type AddressState =
  | { state: "new" | "expired" }
  | { state: "administrator"; name: string }
  | { state: "invited"; since: string }
  | { state: "member" | "deactivated"; name: string; membershipId: string; since: string };

/** Looks an address up among members, live invitations and administrators of this workspace, and nowhere else. */
export async function addressState(scope: Scope, email: string): Promise<AddressState> {
  return (await addressStates(scope, [email])).get(email) ?? { state: "new" };
}

/** The states of those among many addresses that are not new here; see {@link addressState}. */
export async function addressStates(
  { tx, workspace }: Scope,
  emails: readonly string[],
): Promise<Map<string, AddressState>> {
  const states = new Map<string, AddressState>();
  const invited = await tx
    .select({ email: i.email, state: stateOf, since: iso(i.sentAt) })
    .from(i)
    .innerJoin(workspaces, eq(workspaces.id, i.workspaceId))
    .where(and(eq(i.workspaceId, workspace.id), sql`${i.email} = any(${texts(emails)}::text[])`, isPending));
  for (const { email, state, since } of invited)
    states.set(email, state === "open" ? { state: "invited", since } : { state: "expired" });
  const administrators = await tx
    .selectDistinct({ email: users.email, name: users.name })
    .from(admins)
    .innerJoin(users, eq(users.id, admins.userId))
    .where(
      and(
        eq(admins.accountId, workspace.accountId),
        holdsNow(admins),
        isNull(users.disabledAt),
        sql`${users.email} = any(${texts(emails)}::text[])`,
      ),
    );
  for (const { email, name } of administrators)
    if (states.get(email)?.state !== "invited") states.set(email, { state: "administrator", name });
  const members = await tx
    .select({
      email: users.email,
      name: users.name,
      membershipId: memberships.id,
      since: iso(memberships.joinedAt),
      active: isActive(memberships),
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.workspaceId, workspace.id),
        isNull(memberships.endedAt),
        sql`${users.email} = any(${texts(emails)}::text[])`,
      ),
    );
  for (const { email, active, ...who } of members)
    states.set(email, { state: active ? "member" : "deactivated", ...who });
  return states;
}
