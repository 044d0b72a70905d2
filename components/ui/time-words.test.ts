import { expect, test } from "vitest";
import {
  agoWords,
  calendarDays,
  dateTimeWords,
  dateWords,
  inDaysWords,
  lastMomentOf,
  leftWords,
} from "./time-words";

const now = "2026-03-16T08:41:00Z";
const zone = "Europe/Vienna";

test("dates carry the year only when it is not this one", () => {
  expect(dateWords("2026-04-15T10:00:00Z", now, zone)).toBe("15 Apr");
  expect(dateWords("2024-09-02T10:00:00Z", now, zone)).toBe("2 Sep 2024");
  expect(dateTimeWords("2026-03-16T08:41:00Z", now, zone)).toBe("16 Mar, 09:41");
});

test("the zone decides on which day something was", () => {
  expect(dateWords("2026-03-31T23:30:00Z", now, "UTC")).toBe("31 Mar");
  expect(dateWords("2026-03-31T23:30:00Z", now, zone)).toBe("1 Apr");
  expect(calendarDays("2026-03-15T23:30:00Z", now, zone)).toBe(0);
  expect(calendarDays("2026-03-15T22:30:00Z", now, zone)).toBe(-1);
});

test("instants of the core are microseconds", () => {
  expect(dateTimeWords(Date.parse(now) * 1000, now, zone)).toBe("16 Mar, 09:41");
});

test("midnight is 00:00, not 24:00", () => {
  expect(dateTimeWords("2026-03-15T23:00:00Z", now, zone)).toBe("16 Mar, 00:00");
});

test.each([
  ["2026-03-16T08:40:30Z", "now"],
  ["2026-03-16T08:29:00Z", "12 min ago"],
  ["2026-03-16T05:41:00Z", "3 h ago"],
  ["2026-03-15T08:00:00Z", "yesterday"],
  ["2026-03-13T08:00:00Z", "13 Mar"],
  ["2025-12-11T08:00:00Z", "11 Dec 2025"],
])("%s was %s", (at, words) => expect(agoWords(at, now, zone)).toBe(words));

test("what is left and when it ends", () => {
  expect(leftWords("2026-03-17T08:21:00Z", now)).toBe("23 h left");
  expect(leftWords("2026-03-16T08:53:30Z", now)).toBe("12 min left");
  expect(leftWords("2026-03-16T08:41:00Z", now)).toBe("ended");
  expect(inDaysWords("2026-03-27T20:00:00Z", now, zone)).toBe("in 11 days");
  expect(inDaysWords("2026-03-17T20:00:00Z", now, zone)).toBe("tomorrow");
});

test("what ends at midnight has the day before as its last day", () => {
  expect(dateWords(lastMomentOf("2026-03-27T23:00:00Z"), now, zone)).toBe("27 Mar");
  expect(dateWords(lastMomentOf("2026-03-27T10:00:00Z"), now, zone)).toBe("27 Mar");
});
