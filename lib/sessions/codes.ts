import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { setContext } from "@/db/tenant";
import { enqueue } from "@/lib/doorway/outbox";
import { Refusal } from "@/lib/doorway/outcome";
import { codeHash, newCode, sameDigest } from "@/lib/identity/secrets";

const codeMinutes = 10;
const maximumAttempts = 5;

/** What a mailed code completes: an invitation, or the proof of a session. */
export type CodePurpose = {
  purpose: "accept-invitation" | "confirm-identity";
  email: string;
  subject: string;
};

/**
 * Mails six digits to an address; the codes asked for before the same purpose end.
 * @returns until when the code works, as ISO text
 */
export async function sendCode(tx: Transaction, of: CodePurpose, workspaceName?: string): Promise<string> {
  const [id, code] = [uuidv7(), newCode()];
  await setContext(tx, { email: of.email });
  await tx.execute(sql`
    update one_time_codes set used_at = now()
    where email = ${of.email} and purpose = ${of.purpose} and subject = ${of.subject} and used_at is null`);
  const [row] = await tx.execute<{ until: string }>(sql`
    insert into one_time_codes (id, email, purpose, subject, code_hash, expires_at)
    values (${id}, ${of.email}, ${of.purpose}, ${of.subject}, ${codeHash(id, code)}, now() + make_interval(mins => ${codeMinutes}))
    returning to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until`);
  if (!row) throw new Error("the code was not stored");
  await enqueue(tx, of.email, {
    kind: "one-time-code",
    payload: { code, purpose: of.purpose, minutes: codeMinutes, ...(workspaceName ? { workspaceName } : {}) },
  });
  return row.until;
}

/**
 * Compares a typed code with the one that was mailed, at most five times, and uses it up when it fits.
 * @returns null when it fits, else a refusal to be returned (not thrown), so that the try stays counted.
 */
export async function redeemCode(tx: Transaction, of: CodePurpose, typed: string): Promise<Refusal | null> {
  await setContext(tx, { email: of.email });
  const [code] = await tx.execute<{ id: string; code_hash: string; attempts: number }>(sql`
    select id, code_hash, attempts from one_time_codes
    where email = ${of.email} and purpose = ${of.purpose} and subject = ${of.subject}
      and used_at is null and expires_at > clock_timestamp()
    order by created_at desc limit 1 for update`);
  if (!code || code.attempts >= maximumAttempts)
    return wrong("This code no longer works. Ask for a new one.");
  if (!sameDigest(code.code_hash, codeHash(code.id, typed))) {
    await tx.execute(sql`update one_time_codes set attempts = attempts + 1 where id = ${code.id}`);
    const left = maximumAttempts - code.attempts - 1;
    return wrong(
      left > 0
        ? `That is not the code. ${left} more ${left === 1 ? "try" : "tries"}.`
        : "That was the last try. Ask for a new code.",
    );
  }
  await tx.execute(sql`update one_time_codes set used_at = now() where id = ${code.id}`);
  return null;
}

function wrong(message: string): Refusal {
  return new Refusal("invalid", message, { code: message });
}
