import { htmlOf } from "@/emails/html";
import { letterOf } from "@/emails/letters";
import type { Mail } from "@/emails/payloads";
import { plainText } from "@/emails/plain-text";

export type Rendered = { subject: string; html: string; text: string };

/**
 * Draws a mail. The same mail always gives the same bytes: the provider compares a repeated body under one
 * idempotency key with the first.
 */
export async function render(mail: Mail): Promise<Rendered> {
  const letter = letterOf(mail);
  return { subject: letter.subject, html: await htmlOf(letter), text: plainText(letter) };
}
