import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { sessions } from "@/db/schema/users";

/**
 * Ends the sessions of these people, or one of them, in the context of a workspace: but of nobody who works elsewhere,
 * as an active member of another workspace or an administrator of an account. What they may do here ends without it.
 * @returns how many ended, and who keeps theirs
 */
export async function endSessionsWithoutWork(
  tx: Transaction,
  userIds: readonly string[],
  sessionId?: string,
): Promise<{ ended: number; kept: ReadonlySet<string> }> {
  const working = await tx.execute<{ id: string }>(
    sql`select working_elsewhere as id from working_elsewhere(${uuids(userIds)})`,
  );
  const kept = new Set(working.map(({ id }) => id));
  const without = userIds.filter((id) => !kept.has(id));
  const ended = await tx
    .update(sessions)
    .set({ endedAt: sql`now()` })
    .where(
      and(
        sql`${sessions.userId} = any(${uuids(without)})`,
        isNull(sessions.endedAt),
        sessionId ? eq(sessions.id, sessionId) : undefined,
      ),
    )
    .returning({ id: sessions.id });
  return { ended: ended.length, kept };
}
