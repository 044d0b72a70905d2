import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import type { Mail } from "@/emails/payloads";
import { checked } from "@/lib/mail/checked";

/** A mail and the address it goes to. */
export type Letter = { recipient: string; mail: Mail };

/**
 * Writes a mail into the running transaction; the worker sends it once, after the commit.
 * @throws ZodError for a payload that its template could not draw, which rolls the transaction back.
 */
export async function enqueue(
  tx: Transaction,
  recipient: string,
  mail: Mail,
  workspaceId: string | null = null,
): Promise<void> {
  await enqueueEach(tx, [{ recipient, mail }], workspaceId);
}

/** Writes many mails with one statement; see {@link enqueue}. */
export async function enqueueEach(
  tx: Transaction,
  letters: readonly Letter[],
  workspaceId: string | null = null,
): Promise<void> {
  if (letters.length === 0) return;
  const rows = letters.map(({ recipient, mail }) => ({ id: uuidv7(), recipient, ...checked(mail) }));
  await tx.execute(sql`
    insert into outbox (id, workspace_id, kind, recipient, payload)
    select e.id, ${workspaceId}::uuid, e.kind, e.recipient, e.payload
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(id uuid, kind text, recipient text, payload jsonb)`);
}
