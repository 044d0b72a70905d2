import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { workspaces } from "@/db/schema/accounts";

export const accessChannel = "remit_access";
/** Above this many people the notice says "everybody", since a notification holds at most 8,000 bytes. */
const maximumNamed = 100;
/** As many as need to be read to tell everybody whom a change concerns. */
export const enoughToTell = maximumNamed + 1;

/**
 * Told to every server when a change commits: these people's open tabs are out of date. Without a workspace it is for
 * those in every one: a session of theirs has ended, which the database tells by itself.
 */
export type AccessNotice = { workspaceId: string | null; userIds: string[] | "everybody" };

/** Marks the access of some people as changed: cached contexts of the workspace end, open tabs learn at the commit. */
export async function announceAccessChange(
  tx: Transaction,
  workspaceId: string,
  userIds: string[],
): Promise<void> {
  const notice: AccessNotice = {
    workspaceId,
    userIds: userIds.length > maximumNamed ? "everybody" : userIds,
  };
  await tx
    .update(workspaces)
    .set({ accessVersion: sql`${workspaces.accessVersion} + 1` })
    .where(eq(workspaces.id, workspaceId))
    .returning({ told: sql`pg_notify(${accessChannel}, ${JSON.stringify(notice)})` });
}
