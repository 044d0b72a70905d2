"use client";

import { useState } from "react";
import { useProof } from "@/app/proof/use-proof";
import { toast } from "@/components/ui/toast";
import type { Outcome, Refused } from "@/lib/doorway/outcome";
import type { RoleChanged } from "@/lib/roles/commands";

/** Carries a change of a role out, with a fresh proof where it asks for one, and tells what was done. */
export function useRoleChange(workspace: string) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const { run, dialog } = useProof();

  /** Whether it was done. */
  const change = async (
    act: (input: unknown) => Promise<Outcome<RoleChanged>>,
    input: object,
    done: string,
  ): Promise<boolean> => {
    setBusy(true);
    setRefused(null);
    const outcome = await run(act, { workspace, idempotencyKey, ...input });
    setBusy(false);
    if (!outcome) return false;
    setKey(crypto.randomUUID());
    if (!outcome.ok) {
      setRefused(outcome);
      return false;
    }
    toast.success(done, {
      action: {
        label: "See it in the audit log",
        href: `/w/${workspace}/settings/audit?event=${outcome.value.event}`,
      },
    });
    return true;
  };
  return { busy, refused, change, dialog };
}
