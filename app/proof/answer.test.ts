import { expect, test } from "vitest";
import { answerOf, keyAfter } from "./answer";

test("a try without an answer keeps its key, so that the next one is the same change", async () => {
  const lost = await answerOf(() => Promise.reject(new Error("fetch failed")), {});
  expect(lost).toMatchObject({ ok: false, code: "unavailable" });
  expect(keyAfter("key-1", lost)).toBe("key-1");
});

test("an answer, whatever it says, is the end of its key", () => {
  expect(keyAfter("key-1", { ok: true, value: null })).not.toBe("key-1");
  expect(keyAfter("key-1", { ok: false, code: "conflict", message: "Held already." })).not.toBe("key-1");
});
