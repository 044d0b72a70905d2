import { expect, test } from "vitest";
import { expectDecided, testEachCase } from "./cases/expected";
import { factsFor, tableCases, tableResource } from "./cases/table";

testEachCase((one) => expectDecided(one, factsFor(one.who), tableResource));

test("the table has its cases", () => {
  expect(tableCases.length).toBeGreaterThanOrEqual(125);
});
