/** One mail as the provider is asked to send it. */
export type Message = {
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
};

/** What the provider answered: taken, or not and why. `status` is null when no answer arrived. */
export type ProviderAnswer =
  | { taken: true; id: string | null }
  | { taken: false; status: number | null; name: string; retryAfterMs: number | null };

/** Hands one message to the provider. The same key with the same message is taken at most once. */
export type Send = (message: Message, idempotencyKey: string) => Promise<ProviderAnswer>;
