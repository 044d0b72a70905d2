import "server-only";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { insertMany } from "@/db/insert-many";
import { outbox } from "@/db/schema/delivery";
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
  const rows = letters.map(({ recipient, mail }) => ({ id: uuidv7(), recipient, ...checked(mail) }));
  await insertMany(tx, outbox, rows, { workspaceId });
}
