"use client";

import { type ReactNode, useState } from "react";
import { CodeDialog, type NewCode } from "@/components/code-dialog";
import type { Outcome } from "@/lib/doorway/outcome";
import { confirmCodeAction, requestCodeAction } from "./actions";
import { type Act, answerOf } from "./answer";

type Waiting = {
  email: string;
  until: string;
  purpose?: ReactNode;
  /** Repeats the call with the same input, and hands its outcome on. */
  repeat: () => Promise<void>;
  giveUp: () => void;
};

/**
 * Runs actions that may ask for a fresh proof. On `stale-proof` a code is mailed, the dialog asks for it, and the very
 * same call (with its idempotency key) is repeated. Draw `dialog` beside the form; the form stays as it is.
 * @returns `run` answers null when the person closed the dialog: nothing was done then
 */
export function useProof(): {
  run: <V>(act: Act<V>, input: object, purpose?: ReactNode) => Promise<Outcome<V> | null>;
  dialog: ReactNode;
} {
  const [waiting, setWaiting] = useState<Waiting | null>(null);

  const run = async <V,>(act: Act<V>, input: object, purpose?: ReactNode): Promise<Outcome<V> | null> => {
    const outcome = await answerOf(act, input);
    if (outcome.ok || outcome.code !== "stale-proof") return outcome;
    const sent = await answerOf(requestCodeAction, {});
    if (!sent.ok) return sent;
    return new Promise((resolve) => {
      const end = (result: Outcome<V> | null) => {
        setWaiting(null);
        resolve(result);
      };
      setWaiting({
        ...sent.value,
        purpose,
        repeat: async () => end(await answerOf(act, input)),
        giveUp: () => end(null),
      });
    });
  };

  const confirm = async (code: string): Promise<string | undefined> => {
    const outcome = await answerOf(confirmCodeAction, { code });
    if (!outcome.ok) return outcome.message;
    await waiting?.repeat();
    return undefined;
  };

  const dialog = waiting && (
    <CodeDialog
      address={shortened(waiting.email)}
      until={waiting.until}
      purpose={waiting.purpose}
      onOpenChange={(open) => !open && waiting.giveUp()}
      onCode={confirm}
      onResend={newCode}
    />
  );
  return { run, dialog };
}

async function newCode(): Promise<NewCode> {
  const sent = await answerOf(requestCodeAction, {});
  return sent.ok ? { until: sent.value.until } : { refused: sent.message };
}

/** "ines@alderfinch.example" → "i…@alderfinch.example" */
function shortened(email: string): string {
  return email.replace(/^(.).*(?=@)/, "$1…");
}
