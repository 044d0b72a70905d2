import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
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
export async function storedOutcome<V>(
  tx: Transaction,
  { userId, key, command }: IdempotencyKey,
): Promise<Outcome<V> | null> {
  const [row] = await tx.execute<{ outcome: Outcome<V> | null; command: string }>(
    sql`select outcome, command from idempotent_outcomes where user_id = ${userId} and key = ${key}`,
  );
  if (row && row.command !== command)
    throw new Refusal("conflict", "This form was already used for something else. Reload the page.");
  return row?.outcome ?? null;
}

/** Takes the key for this transaction; waits for a parallel one with the same key, and is false when that committed. */
export async function claimKey(tx: Transaction, { userId, key, command }: IdempotencyKey): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into idempotent_outcomes (user_id, key, command) values (${userId}, ${key}, ${command})
    on conflict do nothing returning key`);
  return rows.length === 1;
}

export async function storeOutcome(
  tx: Transaction,
  { userId, key }: IdempotencyKey,
  outcome: Outcome<unknown>,
): Promise<void> {
  await tx.execute(sql`
    update idempotent_outcomes set outcome = ${JSON.stringify(outcome)}::jsonb where user_id = ${userId} and key = ${key}`);
}
