import type { ReactNode } from "react";
import type { ImpactSummary } from "@/lib/grants/impact-summary";
import { ImpactPreview } from "./impact-preview";

/** Who gains and loses what among many people, before it is confirmed. */
export function PeopleImpact({
  state,
  summary,
  warnings = [],
  fullAdmin = false,
  onRetry,
}: {
  state: "loading" | "failed" | "ready";
  summary?: ImpactSummary | undefined;
  warnings?: readonly ReactNode[];
  /** The change gives full Admin. */
  fullAdmin?: boolean;
  onRetry?: () => void;
}) {
  return (
    <ImpactPreview
      state={state}
      {...(onRetry ? { onRetry } : {})}
      {...(summary
        ? {
            counts: summary.counts,
            lines: summary.lines,
            people: summary.people.map(({ name, gains, losses }) => ({
              name,
              change: changeWords(gains, losses),
            })),
            others: summary.others,
            newlySeePersonalData: summary.newlySeePersonalData,
          }
        : {})}
      warnings={warnings}
      fullAdmin={fullAdmin}
    />
  );
}

function changeWords(gains: readonly string[], losses: readonly string[]): string {
  const side = (verb: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${verb} ${lines.length === 1 ? lines[0] : `${lines.length} permissions`}`];
  return [...side("gains", gains), ...side("loses", losses)].join(", ");
}
