import { ZodError } from "zod";
import { type Mail, mailOf } from "@/emails/payloads";
import type { ProviderAnswer, Send } from "@/lib/mail/message";
import { type Circumstances, pointless } from "@/lib/mail/pointless";
import { render } from "@/lib/mail/render";

/** An outbox row that is to be sent now. */
export type Due = Circumstances & { id: string; kind: string; recipient: string; payload: unknown };

export type Verdict =
  | { outcome: "sent"; providerId: string | null }
  | { outcome: "retry"; reason: string; afterMs: number | null }
  | { outcome: "drop"; reason: string };

/** The provider found fault with the message itself: asking again cannot help. */
const refusals = new Set([400, 413, 422, 451]);

/**
 * Sends one outbox row under its id as idempotency key and says what is to become of the row. Everything that a
 * person can put right (a wrong key, an unverified sender, a full quota) or that passes by itself is tried again.
 */
export async function deliver(due: Due, from: string, send: Send): Promise<Verdict> {
  let mail: Mail;
  try {
    mail = mailOf(due.kind, due.payload);
  } catch (error) {
    return {
      outcome: "drop",
      reason: `malformed: ${error instanceof ZodError ? fieldsOf(error) : "payload"}`,
    };
  }
  const reason = pointless(mail, due);
  if (reason) return { outcome: "drop", reason };
  return verdictOn(await send({ from, to: due.recipient, ...(await render(mail)) }, due.id));
}

export function verdictOn(answer: ProviderAnswer): Verdict {
  if (answer.taken) return { outcome: "sent", providerId: answer.id };
  // The key is known with another body: an earlier attempt was taken, and the template or sender has changed since.
  if (answer.name === "invalid_idempotent_request") return { outcome: "sent", providerId: null };
  const reason = `${answer.name} (${answer.status ?? "no answer"})`;
  if (answer.status !== null && refusals.has(answer.status)) return { outcome: "drop", reason };
  return { outcome: "retry", reason, afterMs: answer.retryAfterMs };
}

/** Names of the fields at fault, never their values. */
function fieldsOf(error: ZodError): string {
  return error.issues.map((issue) => issue.path.join(".") || issue.code).join(", ");
}
