import { type Mail, mailOf } from "@/emails/payloads";

/**
 * The mail with exactly what its template draws.
 * @throws ZodError for a payload that its template could not draw.
 */
export function checked({ kind, payload }: Mail): Mail {
  return mailOf(kind, payload);
}
