"use client";

import { type ReactNode, useState } from "react";
import { CodeDialog, type NewCode } from "@/components/code-dialog";
import type { Outcome } from "@/lib/doorway/outcome";
import { confirmCodeAction, requestCodeAction } from "./actions";
import { type Act, Attempts, answerOf } from "./answer";

type Waiting = {
  email: string;
  until: string;
  purpose?: ReactNode;
  /** Repeats the call with the same input, and hands its outcome on. */
  repeat: () => Promise<void>;
  giveUp: () => void;
};

export type Submission = {
  /** Why a proof is asked for, where the form does not show it. */
  purpose?: ReactNode;
  /** Tells one thing that can be tried from the others, where a form or a list sends several. */
  attempt?: string;
};

export type Submit = <V>(act: Act<V>, input: object, submission?: Submission) => Promise<Outcome<V> | null>;

/**
 * Sends changes to a workspace. One that is tried again after its answer was lost has the key of the first try, and is
 * carried out once. When a fresh proof is needed, a code is mailed, the dialog asks for it, and the very same call is
 * repeated. Draw `dialog` beside the form; the form stays as it is.
 * @returns `submit` answers null when the person closed the dialog: nothing was done then
 */
export function useSubmit(workspace: string): { submit: Submit; dialog: ReactNode } {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [attempts] = useState(() => new Attempts());

  const submit: Submit = (act, input, { purpose, attempt = "" } = {}) =>
    attempts.send(attempt, (idempotencyKey) => proven(act, { workspace, idempotencyKey, ...input }, purpose));

  const proven = async <V,>(act: Act<V>, input: object, purpose: ReactNode): Promise<Outcome<V> | null> => {
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
  return { submit, dialog };
}

async function newCode(): Promise<NewCode> {
  const sent = await answerOf(requestCodeAction, {});
  return sent.ok ? { until: sent.value.until } : { refused: sent.message };
}

/** "ines@alderfinch.example" → "i…@alderfinch.example" */
function shortened(email: string): string {
  return email.replace(/^(.).*(?=@)/, "$1…");
}
