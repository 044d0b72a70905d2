import { expect, test } from "vitest";
import { daysBefore, rangeWords } from "./day-words";

const now = "2026-03-16T12:00:00Z";

test.each([
  [{}, undefined],
  [{ from: "2026-03-10", to: "2026-03-16" }, "10–16 Mar"],
  [{ from: "2026-03-10", to: "2026-03-10" }, "10 Mar"],
  [{ from: "2026-02-28", to: "2026-03-03" }, "28 Feb – 3 Mar"],
  [{ from: "2025-12-28", to: "2026-01-03" }, "28 Dec 2025 – 3 Jan"],
  [{ from: "2025-03-01", to: "2025-03-02" }, "1–2 Mar 2025"],
  [{ from: "2026-03-10" }, "from 10 Mar"],
  [{ to: "2026-03-16" }, "until 16 Mar"],
])("%j", (range, words) => {
  expect(rangeWords(range, now)).toBe(words);
});

test("days before, over the ends of months and summer time", () => {
  expect(daysBefore("2026-03-01", 1)).toBe("2026-02-28");
  expect(daysBefore("2026-03-30", 6)).toBe("2026-03-24");
});
