import { expect, test } from "vitest";
import { slugOf } from "./setup";

test.each([
  ["Ålder & Finch", "alder-finch"],
  ["  --Straße 12--  ", "strasse-12"],
  ["Łódź / Ærø / Þórr", "lodz-aero-thorr"],
  ["東京", "workspace"],
  ["../../etc", "etc"],
  ["a".repeat(80), "a".repeat(50)],
  [`${"a".repeat(49)} and more`, "a".repeat(49)],
])("the address of %j is %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
