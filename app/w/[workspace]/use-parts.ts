"use client";

import { type ReactNode, useRef, useState } from "react";
import type { Act } from "@/app/proof/answer";
import { useSubmit } from "@/app/proof/use-submit";
import type { Outcome } from "@/lib/doorway/outcome";

/** What one call carries: its items, and how they are put to the action. */
export type Part<T> = { items: readonly T[]; input: object };

/** A part with what came back; null when it was not sent, because the sending was stopped before. */
export type SentPart<T, R> = { part: Part<T>; outcome: Outcome<{ rows: R[] }> | null };

export type PartSender<T, R> = {
  /** Back to `not-yet` when nothing was answered, because the proof that it needs was not given. */
  state: "not-yet" | "sending" | "done";
  /** In the order of sending; what is sent again takes the place of what failed. */
  sent: readonly SentPart<T, R>[];
  /** @param input what each part says beside its own */
  start(act: Act<{ rows: R[] }>, items: readonly T[], input?: object): Promise<void>;
  /** Sends what is left again: a part whose answer was lost under its own key, so that nothing is done twice. */
  retry(): Promise<void>;
  /** Ends the sending after the part that is under way. */
  stop(): void;
  /** Begins anew, without results. */
  forget(): void;
  dialog: ReactNode;
};

/**
 * Sends what is too much for one call part after part; one that fails keeps no other from being sent.
 * @param partsOf cuts items into calls that each hold the lock of the workspace shortly
 * @param isLeft whether an item is worth another try after an answer with this row
 */
export function useParts<T, R>(
  workspace: string,
  {
    partsOf,
    isLeft = () => false,
    purpose,
  }: {
    partsOf: (items: readonly T[]) => Part<T>[];
    isLeft?: (row: R | undefined) => boolean;
    purpose?: string;
  },
): PartSender<T, R> {
  const { submit, dialog } = useSubmit(workspace);
  const [state, setState] = useState<PartSender<T, R>["state"]>("not-yet");
  const [sent, setSent] = useState<PartSender<T, R>["sent"]>([]);
  const [again, setAgain] = useState<() => Promise<void>>(() => async () => {});
  const stopped = useRef(false);

  const send = async (
    act: Act<{ rows: R[] }>,
    parts: readonly Part<T>[],
    input: object,
    before: PartSender<T, R>["sent"],
  ) => {
    stopped.current = false;
    setState("sending");
    const left: Part<T>[] = [];
    const now = [...before];
    setSent(now);
    for (const part of parts) {
      const outcome = stopped.current
        ? null
        : await submit(act, { ...part.input, ...input }, { purpose, attempt: JSON.stringify(part.input) });
      if (!outcome) stopped.current = true;
      left.push(
        ...(outcome?.ok ? partsOf(part.items.filter((_, nth) => isLeft(outcome.value.rows[nth]))) : [part]),
      );
      now.push({ part, outcome });
      setSent([...now]);
    }
    setAgain(
      () => () =>
        send(
          act,
          left,
          input,
          now.filter(({ outcome }) => outcome?.ok),
        ),
    );
    setState(now.some(({ outcome }) => outcome) ? "done" : "not-yet");
  };

  return {
    state,
    sent,
    dialog,
    start: (act, items, input = {}) => send(act, partsOf(items), input, []),
    retry: again,
    stop: () => {
      stopped.current = true;
    },
    forget: () => {
      setState("not-yet");
      setSent([]);
    },
  };
}
