import { features, labelOf, levelNames } from "@/lib/access/catalogue";
import type { Impact } from "@/lib/access/impact";

/** One line of what an impact gives and takes: features where levels move, else permissions; null: nothing. */
export function effectInWords({
  features: moved,
  gains,
  losses,
}: Pick<Impact, "features" | "gains" | "losses">) {
  const up = moved.filter(({ was, now }) => now > was);
  const down = moved.filter(({ was, now }) => now < was);
  return {
    gains: words(
      "Gains",
      up.map(({ feature, now }) => ({ feature, level: now })),
      gains,
    ),
    losses: words(
      "Loses",
      down.map(({ feature, was }) => ({ feature, level: was })),
      losses,
    ),
  };
}

function words(
  verb: "Gains" | "Loses",
  moved: readonly { feature: string; level: number }[],
  held: Impact["gains"],
): string | null {
  const [only] = moved;
  if (only && moved.length === 1) return `${verb} ${levelNames[only.level]} on ${nameOf(only.feature)}`;
  if (only) return `${verb} on ${moved.length} features`;
  const [first, ...others] = new Set(held.map(({ permission }) => permission));
  if (!first) return null;
  return others.length === 0 ? `${verb} ${labelOf(first)}` : `${verb} ${others.length + 1} permissions`;
}

function nameOf(feature: string): string {
  return features.find(({ id }) => id === feature)?.name ?? feature;
}
