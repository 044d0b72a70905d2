import { features, labelOf, levelNames, permissionOf, rungs } from "./catalogue";
import type { Held, Impact } from "./impact";

/**
 * What an impact gives and takes, as short lines: "Segment: Editor", single permissions by their label, and "… on
 * Voucher AT" for a place below the workspace. What is gained on a place above is not said again of those below it.
 */
export function impactInWords(impact: Impact): { gains: string[]; losses: string[] } {
  const levels = (rises: boolean) =>
    impact.features
      .filter(({ was, now }) => now > was === rises)
      .map(({ feature, now }) => levelLine(feature, now));
  return {
    gains: [...levels(true), ...singles(impact.gains)],
    losses: [...levels(false), ...singles(impact.losses)],
  };
}

function singles(held: readonly Held[]): string[] {
  const topmost = held.filter(
    ({ permission, resource }) =>
      !held.some(
        (other) =>
          other.permission === permission &&
          other.resource.id !== resource.id &&
          resource.path.includes(other.resource.id),
      ),
  );
  return [...new Set(topmost.filter((one) => isTold(one, topmost)).map(line))];
}

/** A rung of a ladder is told by its feature's level: on the workspace by `features`, below it by the highest rung. */
function isTold({ permission, resource }: Held, all: readonly Held[]): boolean {
  const { feature } = permissionOf(permission);
  if (!feature) return true;
  if (resource.kind === "workspace") return false;
  const higher = rungs.slice(rungs.findIndex((rung) => permission === `${feature}:${rung}`) + 1);
  return !all.some(
    (other) =>
      other.resource.id === resource.id && higher.some((rung) => other.permission === `${feature}:${rung}`),
  );
}

function line({ permission, resource }: Held): string {
  const { feature } = permissionOf(permission);
  const what = feature
    ? levelLine(feature, rungs.findIndex((rung) => permission === `${feature}:${rung}`) + 1)
    : labelOf(permission);
  return resource.kind === "workspace" ? what : `${what} on ${resource.name}`;
}

function levelLine(feature: string, level: number): string {
  return `${features.find(({ id }) => id === feature)?.name ?? feature}: ${levelNames[level]}`;
}
