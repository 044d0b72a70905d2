import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import type { CommandContext } from "@/lib/doorway/command";
import { Refusal } from "@/lib/doorway/outcome";
import { endGrants } from "@/lib/grants/commands";
import { endSessionsWithoutWork } from "@/lib/identity/session-end";
import type { Target } from "./target";

/** Ends the active periods of members, and the sessions of those who work nowhere else, and tells their open tabs. */
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
  await endSessionsWithoutWork(
    tx,
    targets.map(({ userId }) => userId),
  );
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

/**
 * Signs a member out: of one session, or of all; returns how many ended.
 * @throws Refusal `conflict` when the sessions serve work outside this workspace as well.
 */
export async function endSessions(
  { tx }: CommandContext,
  { userId, name }: Target,
  sessionId?: string,
): Promise<number> {
  const { ended, kept } = await endSessionsWithoutWork(tx, [userId], sessionId);
  if (kept.has(userId))
    throw new Refusal(
      "conflict",
      `${name} works outside this workspace with the same sessions. Deactivate ${name} to end the access here.`,
    );
  return ended;
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
