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

/** The idempotency key of a form's next try: the same while nobody knows whether this one was carried out. */
export function keyAfter(key: string, outcome: Outcome<unknown>): string {
  return !outcome.ok && outcome.code === "unavailable" ? key : crypto.randomUUID();
}
