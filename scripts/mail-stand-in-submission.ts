import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import type { Submission } from "./mail-stand-in-ledger.ts";

/** Status, name and message of an error answer. */
export type Fault = [status: number, name: string, message: string];

const address = z.string().regex(/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/);
const Body = z.object({
  from: address,
  to: z.union([address.transform((one) => [one]), z.array(address).min(1).max(50)]),
  subject: z.string().regex(/^[^\r\n]+$/),
  html: z.string().optional(),
  text: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});
const required = ["from", "to", "subject"] as const;

/** The mail inside a request to `POST /emails`, or what is wrong with it, in the order the API looks. */
export function submissionOf(headers: IncomingHttpHeaders, body: string): Submission | { fault: Fault } {
  const { authorization } = headers;
  const key = headers["idempotency-key"]?.toString();
  if (!authorization) {
    return { fault: [401, "missing_api_key", "Missing API key in the authorization header."] };
  }
  if (!/^Bearer \S+$/.test(authorization)) return { fault: [403, "invalid_api_key", "API key is invalid."] };
  if (key !== undefined && (key.length < 1 || key.length > 256)) {
    return { fault: [400, "invalid_idempotency_key", "The key must be between 1-256 chars."] };
  }
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch {
    return { fault: [400, "validation_error", "The request body is not valid JSON."] };
  }
  const fields: Record<string, unknown> = sent && typeof sent === "object" ? { ...sent } : {};
  const missing = required.find((field) => fields[field] === undefined);
  if (missing || (fields.html === undefined && fields.text === undefined)) {
    return { fault: [422, "missing_required_field", `Missing \`${missing ?? "html or text"}\` field.`] };
  }
  const parsed = Body.safeParse(fields);
  if (parsed.success) return parsed.data;
  return {
    fault: [422, "validation_error", `Invalid \`${String(parsed.error.issues[0]?.path[0])}\` field.`],
  };
}
