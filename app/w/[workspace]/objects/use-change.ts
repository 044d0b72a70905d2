"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { answerOf } from "@/app/proof/answer";
import { toast } from "@/components/ui/toast";
import type { Outcome } from "@/lib/doorway/outcome";

type Done = { event: string; id: string; name: string };
type Refused = { message: string; fields?: Record<string, string> };

/**
 * Sends a change of an object. When it is carried out a message says so, with a link to the audit event for who may
 * see it, and the page is asked for anew; what refused it is kept beside what was typed.
 */
export function useChange(workspace: string, viewAudit: boolean) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());

  const send = async (
    act: (input: unknown) => Promise<Outcome<Done>>,
    input: Record<string, unknown>,
    told: (done: Done) => string,
  ): Promise<Done | null> => {
    if (busy) return null;
    setBusy(true);
    setRefused(null);
    const outcome = await answerOf(act, { workspace, idempotencyKey, ...input });
    setBusy(false);
    if (!outcome.ok) {
      setRefused(outcome);
      setKey(crypto.randomUUID());
      return null;
    }
    const { value } = outcome;
    const link = {
      label: "See it in the audit log",
      href: `/w/${workspace}/settings/audit?event=${value.event}`,
    };
    toast.success(told(value), viewAudit ? { action: link } : {});
    router.refresh();
    return value;
  };
  return { busy, refused, send };
}
