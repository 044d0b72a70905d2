import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import type { Mail } from "@/emails/payloads";
import { checked } from "@/lib/mail/checked";

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
  await tx.execute(sql`
    insert into outbox (id, workspace_id, kind, recipient, payload)
    values (${uuidv7()}, ${workspaceId}, ${mail.kind}, ${recipient}, ${JSON.stringify(checked(mail).payload)}::jsonb)`);
}
