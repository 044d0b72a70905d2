import { agreeing } from "@/lib/words/counts";
import "server-only";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { present } from "@/db/dated";
import { oneTimeCodes } from "@/db/schema/users";
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
  await tx.update(oneTimeCodes).set({ usedAt: sql`now()` }).where(isUnused(of));
  const [row] = await tx
    .insert(oneTimeCodes)
    .values({
      id,
      email: of.email,
      purpose: of.purpose,
      subject: of.subject,
      codeHash: codeHash(id, code),
      expiresAt: sql`now() + make_interval(mins => ${codeMinutes})`,
    })
    .returning({
      until: sql<string>`to_char(${oneTimeCodes.expiresAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
    });
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
  const [code] = await tx
    .select()
    .from(oneTimeCodes)
    .where(and(isUnused(of), gt(oneTimeCodes.expiresAt, present)))
    .orderBy(desc(oneTimeCodes.createdAt))
    .limit(1)
    .for("update");
  if (!code || code.attempts >= maximumAttempts)
    return wrong("This code no longer works. Ask for a new one.");
  if (!sameDigest(code.codeHash, codeHash(code.id, typed))) {
    await tx
      .update(oneTimeCodes)
      .set({ attempts: sql`${oneTimeCodes.attempts} + 1` })
      .where(eq(oneTimeCodes.id, code.id));
    const left = maximumAttempts - code.attempts - 1;
    return wrong(
      left > 0
        ? `That is not the code. ${left} more ${agreeing(left, "try", "tries")}.`
        : "That was the last try. Ask for a new code.",
    );
  }
  await tx.update(oneTimeCodes).set({ usedAt: sql`now()` }).where(eq(oneTimeCodes.id, code.id));
  return null;
}

function isUnused({ email, purpose, subject }: CodePurpose) {
  return and(
    eq(oneTimeCodes.email, email),
    eq(oneTimeCodes.purpose, purpose),
    eq(oneTimeCodes.subject, subject),
    isNull(oneTimeCodes.usedAt),
  );
}

function wrong(message: string): Refusal {
  return new Refusal("invalid", message, { code: message });
}
