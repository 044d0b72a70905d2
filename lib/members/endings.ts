import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import type { CommandContext } from "@/lib/doorway/command";
import { endGrants } from "@/lib/grants/commands";
import type { Target } from "./target";

/** Ends the active periods and the sessions of members, and tells their open tabs. */
export async function endActivity(context: CommandContext, targets: readonly Target[]) {
  const { tx, workspace } = context;
  await writeEndOfActivity(tx, workspace.id, targets);
  await context.accessChanged(targets.map(({ userId }) => userId));
}

/** Writes what a deactivation is, in this order of visibility: nothing works from the commit on. */
export async function writeEndOfActivity(
  tx: Transaction,
  workspaceId: string,
  targets: readonly Pick<Target, "membershipId" | "userId">[],
) {
  await tx.execute(sql`
    update sessions set ended_at = now()
    where user_id = any(${uuids(targets.map(({ userId }) => userId))}) and ended_at is null`);
  await tx.execute(sql`
    update active_periods set valid_to = clock_timestamp()
    where workspace_id = ${workspaceId} and membership_id = any(${uuids(targets.map(({ membershipId }) => membershipId))})
      and valid_to is null`);
}

/** Ends a membership for good, with its direct grants and its places in groups. */
export async function endMembership(
  tx: Transaction,
  workspaceId: string,
  membershipId: string,
  endedBy: string,
) {
  await endGrants(tx, workspaceId, endedBy, sql`membership_id = ${membershipId}`);
  await tx.execute(sql`
    update group_memberships set valid_to = greatest(clock_timestamp(), valid_from)
    where workspace_id = ${workspaceId} and membership_id = ${membershipId} and (valid_to is null or valid_to > clock_timestamp())`);
  await tx.execute(sql`
    update memberships set ended_at = clock_timestamp() where workspace_id = ${workspaceId} and id = ${membershipId}`);
}

/** Signs a member out: of one session, or of all; returns how many ended. */
export async function endSessions(
  { tx }: CommandContext,
  { userId }: Target,
  sessionId?: string,
): Promise<number> {
  const ended = await tx.execute(sql`
    update sessions set ended_at = now() where user_id = ${userId} and ended_at is null
      ${sessionId ? sql`and id = ${sessionId}` : sql``} returning id`);
  return ended.length;
}

/** Mails each of them that their access to the workspace has ended. */
export async function tellOfEnd(
  context: CommandContext,
  targets: readonly Target[],
  how: "deactivated" | "revoked",
) {
  const { workspace, actor } = context;
  await context.mailEach(
    targets.map(({ name, email }) => ({
      recipient: email,
      mail: {
        kind: "access-ended" as const,
        payload: {
          name,
          workspaceName: workspace.name,
          actorName: actor.name,
          what: `access to ${workspace.name}`,
          how,
          helpFrom: [actor.name],
        },
      },
    })),
  );
}
