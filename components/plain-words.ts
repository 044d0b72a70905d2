import { type FeatureId, features, type Level } from "@/lib/access/catalogue";
import { listed } from "@/lib/words/counts";

/** What each feature is made of, as people say it, and what Operator does with it. */
const spoken: Record<FeatureId, { things: string; run: string }> = {
  workspace: { things: "workspace settings", run: "Refresh sources" },
  model: { things: "models", run: "Rebuild models" },
  "computed-field": { things: "computed fields", run: "Recompute fields" },
  segment: { things: "segments", run: "Refresh segments" },
  activation: { things: "activations", run: "Re-run activations" },
  destination: { things: "destinations", run: "Sync destinations" },
  prediction: { things: "predictions", run: "Run predictions" },
  "identity-resolution": { things: "identity rules", run: "Run identity resolution" },
  alert: { things: "alerts", run: "Check alerts" },
  "customer-hub": { things: "customer profiles", run: "Refresh customer profiles" },
};

/** "Create and edit segments", "Re-run activations", "Models stay closed". */
export function inPlainWords(feature: FeatureId, level: Level): string {
  const { things, run } = spoken[feature];
  if (level === 4)
    return feature === "workspace" ? "Manage the whole workspace" : `Create, edit and delete ${things}`;
  if (level === 3) return feature === "workspace" ? "Edit sources" : `Create and edit ${things}`;
  if (level === 2) return run;
  if (level === 1) return `See ${things}`;
  return `${things.charAt(0).toUpperCase()}${things.slice(1)} stay closed`;
}

/**
 * A profile as a short guide, strongest first: one line per feature from Operator up, one line for all that may only
 * be seen, one for all that stays closed.
 */
export function guideTo(levels: readonly Level[]): { text: string; level: Level }[] {
  const at = features.map(({ id }, index) => ({ id, level: levels[index] ?? 0 }));
  const strong = at.filter(({ level }) => level >= 2).sort((a, b) => b.level - a.level);
  const things = (wanted: Level) =>
    at.filter(({ level }) => level === wanted).map(({ id }) => spoken[id].things);
  const seen = things(1);
  const closed = listed(things(0));
  return [
    ...strong.map(({ id, level }) => ({ text: inPlainWords(id, level), level })),
    ...(seen.length > 0 ? [{ text: `See ${listed(seen)}`, level: 1 as const }] : []),
    ...(closed
      ? [{ text: `${closed.charAt(0).toUpperCase()}${closed.slice(1)} stay closed`, level: 0 as const }]
      : []),
  ];
}
