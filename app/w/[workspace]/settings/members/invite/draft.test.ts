import { expect, test } from "vitest";
import type { InvitationChoices } from "@/lib/invitations/choices";
import { type Draft, emptyDraft, inputOf, isTouched, lastDayOf, sumOf } from "./draft";

const draft = (part: Partial<Draft>): Draft => ({ ...emptyDraft, ...part });
const lateEvening = new Date("2026-03-30T22:30:00Z");

test("30 and 90 days are counted on the workspace's calendar", () => {
  expect(lastDayOf(draft({ ending: "30" }), lateEvening, "UTC")).toBe("2026-04-29");
  expect(lastDayOf(draft({ ending: "30" }), lateEvening, "Europe/Vienna")).toBe("2026-04-30");
  expect(lastDayOf(draft({ ending: "90" }), lateEvening, "America/Los_Angeles")).toBe("2026-06-28");
  expect(lastDayOf(draft({ ending: "never", date: "2027-01-01" }), lateEvening, "UTC")).toBeUndefined();
  expect(lastDayOf(draft({ ending: "date", date: "2027-01-01" }), lateEvening, "UTC")).toBe("2027-01-01");
  expect(lastDayOf(draft({ ending: "date" }), lateEvening, "UTC")).toBeUndefined();
});

test("a first place takes the place of workspace roles", () => {
  const place = { roleId: "r", resourceId: "p" };
  expect(inputOf(draft({ email: "a@b.example", roleIds: ["x"], place }), lateEvening, "UTC")).toEqual({
    email: "a@b.example",
    groupIds: [],
    roleIds: [],
    place,
  });
  expect(inputOf(draft({ roleIds: ["x"], ending: "30" }), lateEvening, "UTC")).toEqual({
    email: "",
    groupIds: [],
    roleIds: ["x"],
    endsOn: "2026-04-29",
  });
});

test("nothing is chosen to begin with", () => {
  expect(isTouched(emptyDraft)).toBe(false);
  expect(isTouched(draft({ ending: "30" }))).toBe(true);
  expect(emptyDraft).toMatchObject({ roleIds: [], groupIds: [], place: null });
});

test("the sum takes the highest level of each feature, and no role of the workspace with a first place", () => {
  const choices = {
    roles: [
      { id: "a", profile: [0, 3, 1] },
      { id: "b", profile: [1, 1, 2] },
    ],
    groups: [{ id: "g", profile: [0, 0, 4] }],
  } as unknown as InvitationChoices;
  expect(sumOf(draft({}), choices)).toEqual([0, 0, 0]);
  expect(sumOf(draft({ roleIds: ["a", "b"] }), choices)).toEqual([1, 3, 2]);
  expect(sumOf(draft({ roleIds: ["a"], groupIds: ["g"] }), choices)).toEqual([0, 3, 4]);
  expect(
    sumOf(draft({ roleIds: ["a"], groupIds: ["g"], place: { roleId: "", resourceId: "" } }), choices),
  ).toEqual([0, 0, 4]);
});
