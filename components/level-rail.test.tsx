import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LevelRail } from "./level-rail";

const stops = (markup: string) =>
  [...markup.matchAll(/<input type="radio"[^>]*>/g)].map(([input]) => ({
    disabled: / disabled=/.test(input),
    held: /aria-disabled="true"/.test(input),
  }));

test("stops above the ceiling are closed, those below the floor are held, and each says why", () => {
  const markup = renderToStaticMarkup(
    <LevelRail
      label="Model level"
      level={1}
      floor={1}
      held="Held at Viewer: Edit Segment needs it"
      ceiling={3}
      closed="You hold no more than Editor yourself"
      onLevel={() => {}}
    />,
  );
  expect(stops(markup)).toEqual([
    { disabled: false, held: true },
    { disabled: false, held: false },
    { disabled: false, held: false },
    { disabled: false, held: false },
    { disabled: true, held: false },
  ]);
  const described = /role="radiogroup"[^>]*aria-describedby="([^"]+)"/.exec(markup)?.[1]?.split(" ") ?? [];
  expect(described).toHaveLength(2);
  for (const id of described) expect(markup).toContain(`id="${id}"`);
});

test("without limits every stop is open", () => {
  const markup = renderToStaticMarkup(<LevelRail label="Model level" level={4} onLevel={() => {}} />);
  expect(stops(markup)).toEqual(Array(5).fill({ disabled: false, held: false }));
});
