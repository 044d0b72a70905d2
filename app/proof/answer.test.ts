import { describe, expect, test } from "vitest";
import type { Outcome, RefusalCode } from "@/lib/doorway/outcome";
import { Attempts, answerOf } from "./answer";

const lost = () => answerOf(() => Promise.reject(new Error("fetch failed")), {});
const refused = (code: RefusalCode): Outcome<never> => ({ ok: false, code, message: "No." });

/** Tries the same again and again, and gives the key of each try. */
async function keysOf(
  attempts: Attempts,
  outcomes: readonly (() => Promise<Outcome<unknown> | null>)[],
  attempt = "",
): Promise<string[]> {
  const keys: string[] = [];
  for (const outcome of outcomes)
    await attempts.send(attempt, (key) => {
      keys.push(key);
      return outcome();
    });
  return keys;
}

test("that the server was not reached is an outcome", async () => {
  expect(await lost()).toMatchObject({ ok: false, code: "unavailable" });
});

describe("an attempt", () => {
  test("keeps its key while nobody knows whether it was carried out", async () => {
    const failed = async () => refused("failed");
    const keys = await keysOf(new Attempts(), [lost, failed, async () => null, lost, failed]);
    expect(new Set(keys).size).toBe(1);
  });

  test("ends with an answer, whatever it says: the next one has another key", async () => {
    const answers = [
      { ok: true, value: null } as const,
      refused("conflict"),
      refused("forbidden"),
      refused("invalid"),
    ];
    const keys = await keysOf(new Attempts(), [...answers.map((one) => async () => one), lost]);
    expect(new Set(keys).size).toBe(answers.length + 1);
  });

  test("has a key of its own beside others of the same list", async () => {
    const attempts = new Attempts();
    const [one] = await keysOf(attempts, [lost], "one");
    const [two] = await keysOf(attempts, [lost], "two");
    expect(two).not.toBe(one);
    expect(await keysOf(attempts, [lost, lost], "one")).toEqual([one, one]);
  });
});
