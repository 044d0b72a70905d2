import { expect, test } from "vitest";
import { root } from "../root.ts";
import { circleRules } from "./circles.ts";
import { conductRules } from "./conduct.ts";
import { importRules } from "./imports.ts";
import { sources } from "./source.ts";

const all = sources(root);

test("the sources are found", () => {
  const paths = all.map(({ path }) => path);
  expect(paths).toContain("lib/access/decide.ts");
  expect(paths).toContain("scripts/architecture/source.ts");
});

test.each([...importRules, ...conductRules])("$name", ({ broken }) => {
  expect(all.flatMap((source) => broken(source).map((complaint) => `${source.path} ${complaint}`))).toEqual(
    [],
  );
});

test.each(circleRules)("$name", ({ circles }) => {
  expect(circles(all)).toEqual([]);
});
