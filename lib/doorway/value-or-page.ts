import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import type { Outcome } from "./outcome";
import { safePath } from "./safe-path";

/**
 * The value of a query for a page, or the page that is due instead: sign-in, not found, forbidden; anything else is the
 * error page's, which offers to try again.
 */
export async function valueOrPage<T>(answer: Promise<Outcome<T>>): Promise<T> {
  const outcome = await answer;
  if (outcome.ok) return outcome.value;
  if (outcome.code === "unauthenticated") redirect(await signInAddress());
  if (outcome.code === "forbidden") forbidden();
  if (outcome.code === "not-found" || outcome.code === "invalid") notFound();
  throw new Error(outcome.message);
}

/** The sign-in page, which leads back to the page that was asked for. */
async function signInAddress(): Promise<string> {
  const path = safePath((await headers()).get("x-remit-path"));
  return path === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next: path })}`;
}
