import { expect, test } from "vitest";
import { waitAfter } from "@/lib/jobs/delivery";

test("waits double up to the longest, less up to half by chance", () => {
  const backoff = { firstMs: 1_000, longestMs: 120_000 };
  expect([1, 2, 3, 7, 8, 400].map((attempts) => waitAfter(attempts, backoff, 0))).toEqual([
    1_000, 2_000, 4_000, 64_000, 120_000, 120_000,
  ]);
  expect(waitAfter(3, backoff, 1)).toBe(2_000);
});
