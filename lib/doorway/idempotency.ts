import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { idempotentOutcomes } from "@/db/schema/delivery";
import { type Outcome, Refusal } from "./outcome";

/** A form's key, minted when the form is drawn: however often it is sent, it is carried out once. */
export type IdempotencyKey = {
  userId: string;
  key: string;
  /** What was asked: the command and a fingerprint of its workspace and input. */
  command: string;
};

/**
 * The stored outcome of a key, or null when it was not used yet.
 * @throws Refusal `conflict` when the key was used for something else.
 */
export async function storedOutcome<V>(tx: Transaction, claim: IdempotencyKey): Promise<Outcome<V> | null> {
  const [row] = await tx.select().from(idempotentOutcomes).where(isKept(claim));
  if (row && row.command !== claim.command)
    throw new Refusal("conflict", "This form was already used for something else. Reload the page.");
  return (row?.outcome as Outcome<V> | null | undefined) ?? null;
}

/** Takes the key for this transaction; waits for a parallel one with the same key, and is false when that committed. */
export async function claimKey(tx: Transaction, { userId, key, command }: IdempotencyKey): Promise<boolean> {
  const rows = await tx
    .insert(idempotentOutcomes)
    .values({ userId, key, command })
    .onConflictDoNothing()
    .returning({ key: idempotentOutcomes.key });
  return rows.length === 1;
}

export async function storeOutcome(
  tx: Transaction,
  claim: IdempotencyKey,
  outcome: Outcome<unknown>,
): Promise<void> {
  await tx.update(idempotentOutcomes).set({ outcome }).where(isKept(claim));
}

function isKept({ userId, key }: IdempotencyKey) {
  return and(eq(idempotentOutcomes.userId, userId), eq(idempotentOutcomes.key, key));
}
