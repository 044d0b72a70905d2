import { features, labelOf, levelNames } from "@/lib/access/catalogue";
import type { Impact } from "@/lib/access/impact";

const nameOf = new Map<string, string>(features.map(({ id, name }) => [id, name]));
const ladder = new Set(
  features.flatMap(({ id }) => ["view", "run", "edit", "delete"].map((rung) => `${id}:${rung}`)),
);

/** What an impact gives and takes, as short lines: "Segment: Editor", then single permissions by their label. */
export function impactInWords(impact: Impact): { gains: string[]; losses: string[] } {
  const line = (feature: string, level: number) => `${nameOf.get(feature) ?? feature}: ${levelNames[level]}`;
  const single = (held: Impact["gains"]) => [
    ...new Set(
      held
        .filter(({ permission }) => !ladder.has(permission))
        .map(({ permission, resource }) =>
          resource.kind === "workspace" ? labelOf(permission) : `${labelOf(permission)} on ${resource.name}`,
        ),
    ),
  ];
  return {
    gains: [
      ...impact.features.filter(({ was, now }) => now > was).map(({ feature, now }) => line(feature, now)),
      ...single(impact.gains),
    ],
    losses: [
      ...impact.features.filter(({ was, now }) => now < was).map(({ feature, now }) => line(feature, now)),
      ...single(impact.losses),
    ],
  };
}
