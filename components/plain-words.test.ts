import { expect, test } from "vitest";
import { features, type Level } from "@/lib/access/catalogue";
import { guideTo, inPlainWords } from "./plain-words";

const levels: Level[] = [0, 1, 2, 3, 4];

test("every level of every feature has words of its own", () => {
  for (const { id } of features) {
    expect(new Set(levels.map((level) => inPlainWords(id, level))).size).toBe(5);
  }
  expect(inPlainWords("segment", 3)).toBe("Create and edit segments");
  expect(inPlainWords("activation", 2)).toBe("Re-run activations");
});

test("the guide names the strongest first, gathers what may be seen, and ends with what stays closed", () => {
  expect(guideTo([0, 1, 0, 3, 2, 1, 1, 0, 4, 0])).toEqual([
    { text: "Create, edit and delete alerts", level: 4 },
    { text: "Create and edit segments", level: 3 },
    { text: "Re-run activations", level: 2 },
    { text: "See models, destinations and predictions", level: 1 },
    {
      text: "Workspace settings, computed fields, identity rules and customer profiles stay closed",
      level: 0,
    },
  ]);
});

test("a guide to everything says nothing of closed things", () => {
  expect(guideTo(Array(10).fill(4)).map(({ level }) => level)).toEqual(Array(10).fill(4));
});
