import "server-only";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { present } from "@/db/dated";
import { activePeriods, groupMemberships, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";

/** Writes a user and returns the id. The caller has proved the address, or is setting Remit up. */
export async function writeUser(tx: Transaction, email: string, name: string): Promise<string> {
  const id = uuidv7();
  await tx.insert(users).values({ id, email, name });
  return id;
}

/** Writes an active membership and returns its id. `at`: ISO instant of joining, now unless given. */
export async function enrol(
  tx: Transaction,
  workspaceId: string,
  userId: string,
  at?: string,
): Promise<string> {
  const id = uuidv7();
  await tx.insert(memberships).values({ workspaceId, id, userId, joinedAt: at ?? present });
  await openPeriod(tx, workspaceId, id, at);
  return id;
}

/** Starts an active period of a membership. */
export async function openPeriod(
  tx: Transaction,
  workspaceId: string,
  membershipId: string,
  at?: string,
): Promise<void> {
  await tx
    .insert(activePeriods)
    .values({ workspaceId, id: uuidv7(), membershipId, validFrom: at ?? present });
}

/** Puts a membership into a group from now on, until an ISO instant if given; an open place held already stays. */
export async function joinGroup(
  tx: Transaction,
  workspaceId: string,
  groupId: string,
  membershipId: string,
  at?: string,
  until: string | null = null,
): Promise<void> {
  await tx
    .insert(groupMemberships)
    .values({ workspaceId, id: uuidv7(), groupId, membershipId, validFrom: at ?? present, validTo: until })
    .onConflictDoNothing();
}
