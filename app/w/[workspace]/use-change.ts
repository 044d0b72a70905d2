"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { Act } from "@/app/proof/answer";
import { useSubmit } from "@/app/proof/use-submit";
import { toast } from "@/components/ui/toast";
import type { Refused } from "@/lib/doorway/outcome";
import { auditLink } from "./audit-link";

export type Change = {
  /**
   * Sends one change. Null when it was not carried out: `refused` then says why, unless the person gave the proof up.
   * @param told what the message says once it is done
   * @param purpose why a proof is asked for, where the form does not show it
   */
  send: <V extends { event: string }>(
    act: Act<V>,
    input: object,
    told: (value: V) => string,
    purpose?: ReactNode,
  ) => Promise<V | null>;
  busy: boolean;
  refused: Refused | null;
  forget: () => void;
  /** Draw it beside the form: it asks for the proof. */
  dialog: ReactNode;
};

/**
 * Carries changes of a workspace out. What is done is told with a link to its audit event, and the page is asked for
 * anew; what was typed stays on a refusal.
 * @param seesAudit whether the person may follow that link
 */
export function useChange(workspace: string, seesAudit = true): Change {
  const router = useRouter();
  const { submit, dialog } = useSubmit(workspace);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);

  const send: Change["send"] = async (act, input, told, purpose) => {
    if (busy) return null;
    setBusy(true);
    setRefused(null);
    const outcome = await submit(act, input, { purpose });
    setBusy(false);
    if (!outcome) return null;
    if (!outcome.ok) {
      setRefused(outcome);
      return null;
    }
    const { value } = outcome;
    toast.success(told(value), seesAudit ? { action: auditLink(workspace, value.event) } : {});
    router.refresh();
    return value;
  };
  return { send, busy, refused, forget: () => setRefused(null), dialog };
}
