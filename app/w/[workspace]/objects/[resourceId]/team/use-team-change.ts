"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useProof } from "@/app/proof/use-proof";
import { toast } from "@/components/ui/toast";
import type { Outcome } from "@/lib/doorway/outcome";
import type { TeamChanged } from "@/lib/teams/commands";
import type { TeamRef } from "./team-changes";

export type Refused = { message: string; fields?: Record<string, string> };

/**
 * Carries a change of a team out. What was typed stays on a refusal; when it is done a toast says so, with a link to
 * the audit event for whom may read it.
 */
export function useTeamChange(
  workspace: string,
  team: TeamRef,
  act: (raw: unknown) => Promise<Outcome<TeamChanged>>,
) {
  const router = useRouter();
  const { run, dialog } = useProof();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());

  /** Whether it was done. */
  const send = async (input: object, words: (names: readonly string[]) => string): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setRefused(null);
    const outcome = await run(act, { workspace, idempotencyKey, resourceId: team.object.id, ...input });
    setBusy(false);
    if (!outcome) return false;
    if (!outcome.ok) {
      setRefused(outcome);
      setKey(crypto.randomUUID());
      return false;
    }
    const { event, names } = outcome.value;
    const href = `/w/${workspace}/settings/audit?event=${event}`;
    toast.success(
      words(names),
      team.seesAudit ? { action: { label: "See it in the audit log", href } } : undefined,
    );
    router.refresh();
    return true;
  };
  return { send, busy, refused, dialog };
}

/** "Léa Fontaine", "Léa Fontaine and Marketing Team UK", "Léa Fontaine and 4 others". */
export function namedTogether(names: readonly string[]): string {
  if (names.length > 3) return `${names[0]} and ${names.length - 1} others`;
  return new Intl.ListFormat("en-GB").format(names);
}
