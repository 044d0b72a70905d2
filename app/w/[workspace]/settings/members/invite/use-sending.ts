"use client";

import { type ReactNode, useRef, useState } from "react";
import { useProof } from "@/app/proof/use-proof";
import type { InvitedRow } from "@/lib/invitations/commands";
import { inviteManyAction } from "./actions";
import { type Going, type Part, partsOf, type Result, resultOf } from "./bulk-rows";

export type Sending = {
  /** Back to `not-yet` when the proof that it needs was not given. */
  state: "not-yet" | "sending" | "done";
  results: readonly Result[];
  total: number;
  start(going: readonly Going[]): Promise<boolean>;
  /** Sends what did not go out again: a part without an answer under its own key, so that nobody is mailed twice. */
  retry(): Promise<void>;
  /** Ends the sending after the part that is under way. */
  stop(): void;
  /** Begins anew, without results. */
  forget(): void;
  dialog: ReactNode;
};

const noAnswer = ["unavailable", "failed"];

/** Sends a list part after part; what fails in one loses no other. */
export function useSending(workspace: string): Sending {
  const { run, dialog } = useProof();
  const [state, setState] = useState<Sending["state"]>("not-yet");
  const [results, setResults] = useState<readonly Result[]>([]);
  const [total, setTotal] = useState(0);
  const [open, setOpen] = useState<readonly Part[]>([]);
  const stopped = useRef(false);

  /** Whether anything was answered; false when the person did not give the proof that it needs. */
  const send = async (parts: readonly Part[]): Promise<boolean> => {
    stopped.current = false;
    setState("sending");
    const left: Part[] = [];
    let answered = false;
    for (const part of parts) {
      const input = { workspace, idempotencyKey: part.idempotencyKey, ...part.input };
      const outcome = stopped.current
        ? null
        : await run<{ rows: InvitedRow[] }>(inviteManyAction, input, "This list offers Admin.");
      if (!outcome) stopped.current = true;
      else answered = true;
      const failure = outcome && !outcome.ok ? outcome.message : "Not sent: stopped before";
      const rows = outcome?.ok ? outcome.value.rows : [];
      const now = part.going.map((one, nth) => resultOf(one, rows[nth], failure));
      const lost = part.going.filter((_, nth) => !now[nth]?.sent);
      const same = !outcome || (!outcome.ok && noAnswer.includes(outcome.code));
      if (same) left.push(part);
      else if (lost.length > 0) left.push(...partsOf(lost, () => crypto.randomUUID()));
      setResults((before) => [...before.filter(({ key }) => !now.some((one) => one.key === key)), ...now]);
    }
    setOpen(left);
    setState(answered ? "done" : "not-yet");
    return answered;
  };

  return {
    state,
    results,
    total,
    dialog,
    start: (going) => {
      setResults([]);
      setTotal(going.length);
      return send(partsOf(going, () => crypto.randomUUID()));
    },
    retry: async () => {
      if (!(await send(open))) setState("done");
    },
    forget: () => {
      setState("not-yet");
      setResults([]);
    },
    stop: () => {
      stopped.current = true;
    },
  };
}
