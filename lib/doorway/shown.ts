import "server-only";
import { forbidden, notFound, redirect } from "next/navigation";
import type { Outcome } from "./outcome";

/**
 * The value of a query for a page, or the page that is due instead: sign-in, not found, forbidden; anything else is the
 * error page's, which offers to try again.
 */
export async function shown<T>(answer: Promise<Outcome<T>>): Promise<T> {
  const outcome = await answer;
  if (outcome.ok) return outcome.value;
  if (outcome.code === "unauthenticated") redirect("/sign-in");
  if (outcome.code === "forbidden") forbidden();
  if (outcome.code === "not-found" || outcome.code === "invalid") notFound();
  throw new Error(outcome.message);
}
