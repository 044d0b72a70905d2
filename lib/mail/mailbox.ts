import { z } from "zod";
import { settings } from "@/lib/settings";

const KeptMessage = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** When it was taken, ISO 8601. */
  at: z.string(),
  headers: z.record(z.string(), z.string()),
});

/** A mail that the demo's stand-in of the provider has taken. */
export type KeptMessage = z.infer<typeof KeptMessage>;

/**
 * The demo's mail, newest first, at most 500; null in production, where there is no mailbox.
 * @param to only mail whose recipient contains this text, in any case
 */
export async function keptMessages(to?: string): Promise<KeptMessage[] | null> {
  const { demo, resendBaseUrl } = settings();
  if (!demo || !resendBaseUrl) return null;
  const address = new URL("/messages", resendBaseUrl);
  address.searchParams.set("limit", "500");
  if (to) address.searchParams.set("to", to);
  const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`The mail stand-in answered ${response.status}.`);
  return z.array(KeptMessage).parse(await response.json());
}
