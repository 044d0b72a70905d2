import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import type { AuditEvent, LogEntry } from "./event";

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
): Promise<string> {
  const [id = ""] = await appendAudits(tx, workspaceId, author, [event]);
  return id;
}

/** Appends many events with one statement, in their order; returns their ids. See {@link appendAudit}. */
export async function appendAudits(
  tx: Transaction,
  workspaceId: string,
  author: AuditAuthor,
  events: readonly AuditEvent[],
): Promise<string[]> {
  return append(tx, workspaceId, author, events, "done");
}

/** Tells the log that a command was refused; its name stands for the action. See {@link appendAudit}. */
export async function appendDenial(
  tx: Transaction,
  workspaceId: string,
  author: AuditAuthor,
  denial: LogEntry,
): Promise<void> {
  await append(tx, workspaceId, author, [denial], "denied");
}

async function append(
  tx: Transaction,
  workspaceId: string,
  author: AuditAuthor,
  entries: readonly LogEntry[],
  outcome: "done" | "denied",
): Promise<string[]> {
  const rows = entries.map(({ action, target, resource, before, after, reason }) => ({
    id: uuidv7(),
    action,
    target_kind: target.kind,
    target_id: target.id,
    target_label: target.label,
    resource_id: resource?.id ?? null,
    resource_label: resource?.name ?? "",
    before: before ?? null,
    after: after ?? null,
    reason: reason ?? null,
  }));
  if (rows.length > 0)
    await tx.execute(sql`
    insert into audit_events (workspace_id, id, actor_id, actor_name, action, outcome, target_kind, target_id, target_label,
      resource_id, resource_label, before, after, reason, request_id, session_id)
    select ${workspaceId}, e.id, ${author.actorId}::uuid, ${author.actorName}, e.action, ${outcome}, e.target_kind,
      e.target_id, e.target_label, e.resource_id, e.resource_label, e.before, e.after, e.reason, ${author.requestId},
      ${author.sessionId}::uuid
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (id uuid, action text, target_kind text,
      target_id uuid, target_label text, resource_id uuid, resource_label text, before jsonb, after jsonb, reason text))
      with ordinality as e order by e.ordinality`);
  return rows.map(({ id }) => id);
}
