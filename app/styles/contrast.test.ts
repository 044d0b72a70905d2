import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*light-dark\(\s*(#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\s*\)/g)].map(
    ([, name, light, dark]) => [name, { light, dark }] as const,
  ),
);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(front: string, back: string, theme: "light" | "dark"): number {
  const [a, b] = [front, back].map((name) => {
    const token = tokens.get(name)?.[theme];
    if (!token) throw new Error(`No token ${name}`);
    return luminance(token);
  }) as [number, number];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const surfaces = ["desk", "sheet", "sunk", "raised", "hover", "selected"];
const words = ["ink", "ink-2", "ink-3", "accent"].flatMap((ink) => surfaces.map((on) => [ink, on] as const));
const pairs = [
  ...words,
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-accent", "accent-press"],
  ["on-bad", "bad-solid"],
  ["accent", "accent-tint"],
  ...["ok", "warn", "bad"].flatMap((kind) => [
    [kind, `${kind}-t`] as const,
    [kind, "sheet"] as const,
    ["ink", `${kind}-t`] as const,
  ]),
  ...[0, 1, 2, 3, 4].map((level) => [`l${level}-f`, `l${level}-h`] as const),
] as const;

describe.each(["light", "dark"] as const)("%s", (theme) => {
  test.each(pairs)("words in %s on %s reach 4.5:1", (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["control", "focus", "thread"])("edges in %s reach 3:1", (edge) => {
    for (const surface of ["sheet", "sunk", "raised"]) {
      expect(contrast(edge, surface, theme)).toBeGreaterThanOrEqual(3);
    }
  });
});
