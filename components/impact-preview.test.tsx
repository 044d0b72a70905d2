import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { fullAdminWarning, ImpactPreview, type ShownImpact } from "./impact-preview";
import { PeopleImpact } from "./people-impact";

const words = (markup: string) => markup.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const workspace = { kind: "workspace", name: "Alder & Finch" } as const;
const product = { kind: "data-product", name: "Store footfall" } as const;
const impact: ShownImpact = {
  before: [0, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  after: [0, 1, 1, 3, 0, 1, 1, 1, 1, 1],
  features: [
    { feature: "segment", was: 1, now: 3 },
    { feature: "activation", was: 1, now: 0 },
  ],
  gains: [
    { permission: "segment:edit", resource: workspace },
    { permission: "data-space:export", resource: product },
    { permission: "data-space:export", resource: { ...product, name: "Loyalty" } },
  ],
  losses: [{ permission: "activation:view", resource: workspace }],
  newlySeesPersonalData: false,
};

test("one person: each feature was and becomes, permissions counted once and named with their places", () => {
  const shown = renderToStaticMarkup(<ImpactPreview impact={impact} />);
  expect(shown).toContain('aria-live="polite"');
  expect(words(shown)).toContain("Segment Viewer becomes Editor");
  expect(words(shown)).toContain("Activation Viewer becomes None");
  expect(words(shown)).toContain("Gains 2 permissions");
  expect(words(shown)).toContain("Export Data on Store footfall, Loyalty");
  expect(words(shown)).toContain("Loses 1 permission ");
  expect(words(shown)).not.toContain("personal data");
});

test("newly seen personal data and full Admin are warned of", () => {
  const shown = words(
    renderToStaticMarkup(<ImpactPreview impact={{ ...impact, newlySeesPersonalData: true }} fullAdmin />),
  );
  expect(shown).toContain("This newly shows personal data in clear.");
  expect(shown).toContain(fullAdminWarning);
});

test("many people are counted, and those who would newly see personal data as well", () => {
  const shown = words(
    renderToStaticMarkup(<ImpactPreview counts={{ gain: 3, stay: 11, lose: 0 }} newlySeePersonalData={2} />),
  );
  expect(shown).toContain("3 gain access");
  expect(shown).toContain("11 stay as is");
  expect(shown).toContain("0 lose access");
  expect(shown).toContain("2 would newly see personal data.");
});

test("what many people gain and lose is told in lines, and by name as far as there is room", () => {
  const summary = {
    counts: { gain: 3, stay: 11, lose: 1 },
    newlySeePersonalData: 0,
    lines: [
      { what: "Export Data", gain: 3, lose: 0 },
      { what: "Segment: Viewer", gain: 0, lose: 1 },
    ],
    people: [
      { membershipId: "1", name: "Dana Weiss", gains: ["Export Data"], losses: ["Segment: Viewer"] },
      { membershipId: "2", name: "Hanna Bauer", gains: ["Export Data", "View Data"], losses: [] },
    ],
    others: 1,
  };
  const shown = words(renderToStaticMarkup(<PeopleImpact state="ready" summary={summary} />));
  expect(shown).toContain("3 gain Export Data");
  expect(shown).toContain("1 loses Segment: Viewer");
  expect(shown).toContain("3 people Dana Weiss gains Export Data, loses Segment: Viewer");
  expect(shown).toContain("Hanna Bauer gains 2 permissions and 1 more");
});

test("of many lines the first stand there, and the rest is counted", () => {
  const lines = Array.from({ length: 9 }, (_, i) => ({ what: `Permission ${i}`, gain: 9 - i, lose: 0 }));
  const shown = words(renderToStaticMarkup(<ImpactPreview lines={lines} />));
  expect(shown).toContain("4 gain Permission 5 3 more 3 gain Permission 6");
});

test("a change without effect says so", () => {
  const nothing = { ...impact, after: impact.before, features: [], gains: [], losses: [] };
  expect(words(renderToStaticMarkup(<ImpactPreview impact={nothing} />))).toContain("Nothing changes");
});

test("while it loads nothing old is shown; when it fails it says that access has not changed", () => {
  const loading = renderToStaticMarkup(<ImpactPreview state="loading" impact={impact} />);
  expect(loading).toContain('aria-busy="true"');
  expect(words(loading)).not.toContain("Segment");
  const failed = words(renderToStaticMarkup(<ImpactPreview state="failed" onRetry={() => {}} />));
  expect(failed).toContain("Access has not changed.");
  expect(failed).toContain("Try again");
});
