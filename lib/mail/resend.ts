import { Resend } from "resend";
import type { Send } from "@/lib/mail/message";

export type ResendOptions = {
  apiKey: string;
  /** Where the API is; the provider's own address when left out. */
  baseUrl?: string;
  /** How long an answer may take, in milliseconds. */
  timeoutMs: number;
};

/** The provider, through its SDK. Never throws: what went wrong is in the answer. */
export function resend({ apiKey, baseUrl, timeoutMs }: ResendOptions): Send {
  const client = new Resend(apiKey, baseUrl ? { baseUrl } : undefined);
  return async (message, idempotencyKey) => {
    const { data, error, headers } = await client.emails.send(message, {
      idempotencyKey,
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!error) return { taken: true, id: data.id };
    return {
      taken: false,
      status: error.statusCode,
      name: error.name,
      retryAfterMs: secondsToMs(headers?.["retry-after"]),
    };
  };
}

function secondsToMs(header: string | undefined): number | null {
  const seconds = Number(header);
  return header && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
