import "server-only";
import type { Actor, Person } from "@/lib/identity/actor";
import { currentPerson } from "@/lib/identity/session";
import { outcomeOf } from "./failure";
import { type Outcome, Refusal, signInFirst } from "./outcome";
import { type Incoming, isSameOrigin } from "./request";

/**
 * The steps that ways in have in common, each of which stands once. A change takes all of them, in this order: origin,
 * identity, parse (parseInput), limit (countAgainst), idempotency (storedOutcome, claimKey), decide (demandFor), proof,
 * transaction (inContext: lock, load, decide and prove again, run, audit, outbox), outcome.
 */

/** Origin: what comes with a cookie and asks for a change must have been sent from a page of ours. */
export function demandOwnOrigin(request: Incoming): void {
  if (isSameOrigin(request)) return;
  throw new Refusal(
    "forbidden",
    "This was not sent from a page of Remit. Open the page again and repeat it there.",
  );
}

/** Identity: the person who is signed in. */
export async function demandPerson(): Promise<Person> {
  const person = await currentPerson();
  if (!person) throw signInFirst();
  return person;
}

/** Proof: what is dangerous needs a fresh one of who acts. */
export async function demandProof(actor: Actor, isNeeded: () => Promise<boolean | undefined>): Promise<void> {
  if (!actor.proofIsFresh && (await isNeeded()))
    throw new Refusal("stale-proof", "This change needs a fresh proof that it is you. We send you a code.");
}

/** Outcome: what `work` gives, or what it threw as a value. */
export async function answered<V>(
  { id }: Pick<Incoming, "id">,
  work: () => Promise<Outcome<V>>,
): Promise<Outcome<V>> {
  try {
    return await work();
  } catch (error) {
    return outcomeOf(error, id);
  }
}
