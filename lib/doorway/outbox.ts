import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import type { Mail } from "@/emails/payloads";

/** Writes a mail into the running transaction; the worker sends it once, after the commit. */
export async function enqueue(
  tx: Transaction,
  recipient: string,
  mail: Mail,
  workspaceId: string | null = null,
): Promise<void> {
  await tx.execute(sql`
    insert into outbox (id, workspace_id, kind, recipient, payload)
    values (${uuidv7()}, ${workspaceId}, ${mail.kind}, ${recipient}, ${JSON.stringify(mail.payload)}::jsonb)`);
}
