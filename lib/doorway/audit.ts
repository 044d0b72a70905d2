import "server-only";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { insertMany } from "@/db/insert-many";
import { auditEvents } from "@/db/schema/audit";
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
    targetKind: target.kind,
    targetId: target.id,
    targetLabel: target.label,
    resourceId: resource?.id ?? null,
    resourceLabel: resource?.name ?? "",
    before: (before ?? null) as Record<string, unknown> | null,
    after: (after ?? null) as Record<string, unknown> | null,
    reason: reason ?? null,
  }));
  await insertMany(tx, auditEvents, rows, { workspaceId, ...author, outcome });
  return rows.map(({ id }) => id);
}
