"use client";

import type { Act } from "@/app/proof/answer";
import { type Change, useChange } from "@/app/w/[workspace]/use-change";
import type { Changed } from "@/lib/changes/plan";
import { listed } from "@/lib/words/counts";
import type { TeamRef } from "./terms";

/** Carries a change of a team out, and tells it by the names of those whom it concerned. */
export function useTeamChange(
  workspace: string,
  team: TeamRef,
  act: Act<Changed>,
): Omit<Change, "send"> & {
  /** Whether it was done. */
  send: (input: object, words: (names: readonly string[]) => string) => Promise<boolean>;
} {
  const { send, ...change } = useChange(workspace, team.seesAudit);
  return {
    ...change,
    send: async (input, words) =>
      (await send(act, { resourceId: team.object.id, ...input }, ({ rows }) =>
        words(rows.map(({ name }) => name)),
      )) !== null,
  };
}

/** "Léa Fontaine", "Léa Fontaine and Marketing Team UK", "Léa Fontaine and 4 others". */
export function namedTogether(names: readonly string[]): string {
  if (names.length > 3) return `${names[0]} and ${names.length - 1} others`;
  return listed(names);
}
