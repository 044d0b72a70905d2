import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { insertMany } from "@/db/insert-many";
import { auditEvents, repeatedDenials } from "@/db/schema/audit";
import { hashOf } from "@/lib/identity/secrets";
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

/**
 * Tells the log that a command was refused; its name stands for the action. The first denial of an actor, an action and a
 * target is written at once; those that follow within a minute are counted, and the worker writes their number.
 */
export async function appendDenial(
  tx: Transaction,
  workspaceId: string,
  author: AuditAuthor,
  denial: LogEntry,
): Promise<void> {
  const { action, target } = denial;
  const id = hashOf(JSON.stringify([author.actorId, action, target.kind, target.id]));
  const [counted] = await tx
    .insert(repeatedDenials)
    .values({ workspaceId, id, event: { ...author, ...denial } })
    .onConflictDoUpdate({
      target: [repeatedDenials.workspaceId, repeatedDenials.id],
      set: { more: sql`${repeatedDenials.more} + 1`, event: sql`excluded.event` },
    })
    .returning({ more: repeatedDenials.more });
  if (counted?.more === 0) await append(tx, workspaceId, author, [denial], "denied");
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
