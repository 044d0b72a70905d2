import { expect, test } from "vitest";
import { navigation } from "./navigation";

test("every page has a letter of its own, whatever else is open", () => {
  const all = navigation("/w/alder-finch", {
    viewObjects: true,
    viewMembers: true,
    viewAudit: true,
    manageKeys: true,
    inviteUsers: true,
    manageRoles: true,
    manageUsers: true,
    createCampaigns: true,
  });
  const letters = all.flatMap(({ items }) => items.map(({ letter }) => letter));
  expect(letters.every((letter) => /^[a-z]$/.test(letter ?? ""))).toBe(true);
  expect(new Set(letters).size).toBe(letters.length);
});
