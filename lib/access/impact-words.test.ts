import { expect, test } from "vitest";
import type { ResourceRef } from "./facts";
import type { Held, Impact } from "./impact";
import { impactInWords } from "./impact-words";

const workspace: ResourceRef = { id: "w", kind: "workspace", name: "Alder & Finch", path: ["w"] };
const summer: ResourceRef = { id: "s", kind: "campaign", name: "Summer", path: ["w", "s"] };
const voucher: ResourceRef = { id: "v", kind: "project", name: "Voucher AT", path: ["w", "s", "v"] };

const impact = (gains: Held[], features: Impact["features"] = []): Impact => ({
  before: [],
  after: [],
  gains,
  losses: [],
  features,
  newlySeesPersonalData: false,
});

test("levels on the workspace come first, each once, then single permissions by their label", () => {
  const words = impactInWords(
    impact(
      [
        { permission: "segment:view", resource: workspace },
        { permission: "segment:edit", resource: workspace },
        { permission: "data-space:export", resource: workspace },
      ],
      [
        { feature: "segment", was: 0, now: 3 },
        { feature: "model", was: 2, now: 1 },
      ],
    ),
  );
  expect(words).toEqual({ gains: ["Segment: Editor", "Export Data"], losses: ["Model: Viewer"] });
});

test("a place is named, and what a place above has gained is not said again below it", () => {
  const held = (resource: ResourceRef): Held => ({ permission: "budget:view", resource });
  expect(impactInWords(impact([held(summer), held(voucher)])).gains).toEqual(["View Budget on Summer"]);
  expect(impactInWords(impact([held(workspace), held(summer)])).gains).toEqual(["View Budget"]);
});

test("a level below the workspace is told by its highest rung", () => {
  const words = impactInWords(
    impact([
      { permission: "model:view", resource: summer },
      { permission: "model:edit", resource: summer },
    ]),
  );
  expect(words.gains).toEqual(["Model: Editor on Summer"]);
});
