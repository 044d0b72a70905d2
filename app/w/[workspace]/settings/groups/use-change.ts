"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { Act } from "@/app/proof/answer";
import { useProof } from "@/app/proof/use-proof";
import { toast } from "@/components/ui/toast";
import type { GroupChanged } from "@/lib/groups/commands";

export type Refused = { message: string; fields?: Record<string, string> };

/**
 * Carries a change of a group out, asks for a fresh proof where it needs one, and tells with a link to its audit event.
 * @returns `run` answers null when it was not carried out; `refused` then says why. Draw `dialog` beside the form.
 */
export function useChange(
  workspace: string,
  act: Act<GroupChanged>,
): {
  run: (input: object, done: (value: GroupChanged) => string) => Promise<GroupChanged | null>;
  busy: boolean;
  refused: Refused | null;
  dialog: ReactNode;
} {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const proof = useProof();
  const run = async (input: object, done: (value: GroupChanged) => string) => {
    if (busy) return null;
    setBusy(true);
    setRefused(null);
    const outcome = await proof.run(act, { workspace, idempotencyKey, ...input });
    setBusy(false);
    if (!outcome) return null;
    setKey(crypto.randomUUID());
    if (!outcome.ok) {
      setRefused(outcome);
      return null;
    }
    const href = `/w/${workspace}/settings/audit?event=${outcome.value.event}`;
    toast.success(done(outcome.value), { action: { label: "See it in the audit log", href } });
    router.refresh();
    return outcome.value;
  };
  return { run, busy, refused, dialog: proof.dialog };
}
