import type { Sql } from "postgres";
import { uuidv7 } from "uuidv7";

export type Written = {
  at: string;
  actorId?: string | null;
  actorName?: string;
  action?: string;
  outcome?: "done" | "denied";
  target?: string;
  targetId?: string;
  resource?: string;
  resourceId?: string;
  reason?: string;
  before?: Record<string, string>;
};

/** Writes audit events as they would stand in the log, in the given order of `seq`; returns their ids. */
export async function writeEvents(
  owner: Sql,
  workspaceId: string,
  events: readonly Written[],
): Promise<string[]> {
  const rows = events.map((event) => ({
    workspace_id: workspaceId,
    id: uuidv7(),
    actor_id: event.actorId ?? null,
    actor_name: event.actorName ?? "Remit",
    action: event.action ?? "member.deactivated",
    outcome: event.outcome ?? "done",
    target_kind: "member",
    target_label: event.target ?? "Dana Weiss (dana@a.example)",
    target_id: event.targetId ?? null,
    resource_id: event.resourceId ?? null,
    resource_label: event.resource ?? "",
    reason: event.reason ?? null,
    before: event.before ? owner.json(event.before) : null,
    request_id: "request-1",
  }));
  await owner.begin(async (tx) => {
    await tx`select set_config('remit.workspace', ${workspaceId}, true)`;
    // The driver would turn a parameter of this type into a Date, which has no microseconds.
    for (const [i, row] of rows.entries())
      await tx`insert into audit_events ${tx({ ...row, at: tx`${events[i]?.at ?? ""}::text::timestamptz` as never })}`;
  });
  return rows.map(({ id }) => id);
}
