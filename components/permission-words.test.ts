import { expect, test } from "vitest";
import { permissions } from "@/lib/access/catalogue";
import { doingOf } from "./permission-words";

test("every permission is said as something one does, each in its own words", () => {
  const said = permissions.map(({ id }) => doingOf(id));
  expect(said.filter((words) => words.includes("undefined") || words === "")).toEqual([]);
  expect(new Set(said).size).toBe(said.length);
});

test.each([
  ["segment:edit", "edit segments"],
  ["segment:delete", "delete segments"],
  ["activation:run", "re-run activations"],
  ["workspace:delete", "manage the whole workspace"],
  ["campaign:publish", "publish campaigns"],
  ["marketing-email:send-test", "send tests of marketing e-mails"],
  ["data-space:personal-info", "see clear values"],
] as const)("%s is to %s", (id, words) => {
  expect(doingOf(id)).toBe(words);
});
