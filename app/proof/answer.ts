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
      message: "The server did not answer. Look whether it was done, then try again.",
    };
  }
}
