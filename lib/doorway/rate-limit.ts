import "server-only";
import { createHash } from "node:crypto";
import { RateLimiterDrizzle, RateLimiterRes } from "rate-limiter-flexible";
import { database } from "@/db/client";
import { rateLimits } from "@/db/schema/delivery";
import { Refusal } from "./outcome";

/** At most `points` calls in `seconds`, counted in the database so that it holds over all servers. */
export type Limit = { name: string; points: number; seconds: number };

const limiters = new Map<string, RateLimiterDrizzle>();

/**
 * Counts one call of `subject` (an address, a user) against a limit.
 * @throws Refusal `rate-limited` that says how long to wait.
 */
export async function countAgainst(limit: Limit, subject: string): Promise<void> {
  let limiter = limiters.get(limit.name);
  if (!limiter) {
    limiter = new RateLimiterDrizzle({
      storeClient: database(),
      schema: rateLimits,
      keyPrefix: limit.name,
      points: limit.points,
      duration: limit.seconds,
    });
    limiters.set(limit.name, limiter);
  }
  try {
    await limiter.consume(createHash("sha256").update(subject).digest("base64url"));
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw new Refusal(
      "rate-limited",
      `Too many tries. Wait ${inWords(seconds)}, then try again.`,
      undefined,
      seconds,
    );
  }
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
