import { expect, test } from "vitest";
import type { PermissionId } from "@/lib/access/catalogue";
import type { Held, Impact } from "@/lib/access/impact";
import { effectInWords } from "./effect-words";

const root = { id: "w", kind: "workspace", name: "Alder & Finch", path: ["w"] } as const;
const held = (...ids: PermissionId[]): Held[] => ids.map((permission) => ({ permission, resource: root }));
const moves = (...levels: [Impact["features"][number]["feature"], 0 | 1 | 2 | 3 | 4, 0 | 1 | 2 | 3 | 4][]) =>
  levels.map(([feature, was, now]) => ({ feature, was, now }));

test("levels are told where they move, one by its name and several by their number", () => {
  expect(
    effectInWords({
      features: moves(["segment", 1, 3], ["model", 1, 3], ["activation", 2, 1]),
      gains: held("segment:edit", "model:edit", "general:invite-user"),
      losses: held("activation:run"),
    }),
  ).toEqual({ gains: "Gains on 2 features", losses: "Loses Operator on Activation" });
});

test("single permissions are told where no level moves that way", () => {
  const impact = { features: [], gains: held("general:invite-user"), losses: [] };
  expect(effectInWords(impact)).toEqual({ gains: "Gains Invite User", losses: null });
  const losses = held("data-space:view-data", "data-space:export", "data-space:export");
  expect(effectInWords({ features: [], gains: [], losses })).toEqual({
    gains: null,
    losses: "Loses 2 permissions",
  });
});

test("no change has no words", () => {
  expect(effectInWords({ features: [], gains: [], losses: [] })).toEqual({ gains: null, losses: null });
});
