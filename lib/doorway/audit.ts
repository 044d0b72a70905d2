import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import type { ResourceRef } from "@/lib/access/facts";

/** What happened, in the words of the audit log. `before` and `after` hold only what changed, without clear secrets. */
export type AuditEvent = {
  /** Past tense, `noun.verb`, such as `member.deactivated`. */
  action: string;
  target: { kind: string; id: string | null; label: string };
  resource?: ResourceRef;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  reason?: string;
};

/** Who did it, in which request; an actor without id is Remit itself. */
export type AuditAuthor = {
  actorId: string | null;
  actorName: string;
  sessionId: string | null;
  requestId: string;
};

/** Appends one event to the audit log of a workspace, in the transaction of the change it tells of. Returns its id. */
export async function appendAudit(
  tx: Transaction,
  workspaceId: string,
  author: AuditAuthor,
  event: AuditEvent,
  outcome: "done" | "denied" = "done",
): Promise<string> {
  const id = uuidv7();
  await tx.execute(sql`
    insert into audit_events (workspace_id, id, actor_id, actor_name, action, outcome, target_kind, target_id, target_label,
      resource_id, resource_label, before, after, reason, request_id, session_id)
    values (${workspaceId}, ${id}, ${author.actorId}, ${author.actorName}, ${event.action}, ${outcome},
      ${event.target.kind}, ${event.target.id}, ${event.target.label}, ${event.resource?.id ?? null},
      ${event.resource?.name ?? ""}, ${json(event.before)}, ${json(event.after)}, ${event.reason ?? null},
      ${author.requestId}, ${author.sessionId})`);
  return id;
}

function json(value: Record<string, unknown> | undefined) {
  return value === undefined ? sql`null` : sql`${JSON.stringify(value)}::jsonb`;
}
