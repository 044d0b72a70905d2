import type { Outcome } from "@/lib/doorway/outcome";

/** A server action as a client calls it. */
export type Act<V> = (input: unknown) => Promise<Outcome<V>>;

/** The outcome of an action; that the server was not reached is an outcome too. */
export async function answerOf<V>(act: Act<V>, input: unknown): Promise<Outcome<V>> {
  try {
    return await act(input);
  } catch {
    return {
      ok: false,
      code: "unavailable",
      message: "The server did not answer. Try again: what was done already is not done twice.",
    };
  }
}

/**
 * The idempotency keys of attempts whose outcome nobody knows: whoever tries such a one again sends the key that it had, so
 * that the server carries it out once. An answer, whatever it says, is the end of its key.
 */
export class Attempts {
  private readonly keys = new Map<string, string>();

  /** @param attempt tells what is tried apart from what else the same form or list sends */
  async send<V>(
    attempt: string,
    call: (idempotencyKey: string) => Promise<Outcome<V> | null>,
  ): Promise<Outcome<V> | null> {
    const key = this.keys.get(attempt) ?? crypto.randomUUID();
    this.keys.set(attempt, key);
    const outcome = await call(key);
    if (outcome && !isUnknown(outcome)) this.keys.delete(attempt);
    return outcome;
  }
}

/** Whether it may have been carried out: the answer was lost, or something broke when it was nearly done. */
function isUnknown(outcome: Outcome<unknown>): boolean {
  return !outcome.ok && (outcome.code === "unavailable" || outcome.code === "failed");
}
