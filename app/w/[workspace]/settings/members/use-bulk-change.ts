"use client";

import { type ReactNode, useState } from "react";
import type { Act } from "@/app/proof/answer";
import { useProof } from "@/app/proof/use-proof";
import type { BulkRow } from "@/lib/members/bulk";
import { mostChanged } from "@/lib/members/input";

type Part = { idempotencyKey: string; membershipIds: string[] };

export type Running = {
  state: "not-yet" | "running" | "done";
  /** What became of each so far. */
  rows: readonly BulkRow[];
  /** Parts without an answer, and why; they can be tried again. */
  failed: { members: number; message: string } | null;
  start(act: Act<{ rows: BulkRow[] }>, membershipIds: readonly string[], input: object): Promise<void>;
  retry(): Promise<void>;
  dialog: ReactNode;
};

/** Carries a change of many out part after part; a part that fails keeps no other from being done. */
export function useBulkChange(workspace: string): Running {
  const { run, dialog } = useProof();
  const [state, setState] = useState<Running["state"]>("not-yet");
  const [rows, setRows] = useState<readonly BulkRow[]>([]);
  const [failed, setFailed] = useState<Running["failed"]>(null);
  const [again, setAgain] = useState<() => Promise<void>>(() => async () => {});

  const carryOut = async (act: Act<{ rows: BulkRow[] }>, parts: readonly Part[], input: object) => {
    setState("running");
    setFailed(null);
    const left: Part[] = [];
    let message = "";
    let answered = false;
    for (const part of parts) {
      const outcome = await run(act, { workspace, ...part, ...input });
      if (!outcome) {
        setState("not-yet");
        return;
      }
      if (outcome.ok) {
        answered = true;
        setRows((before) => [...before, ...outcome.value.rows]);
      } else {
        left.push(part);
        message = outcome.message;
      }
    }
    const members = left.reduce((sum, { membershipIds }) => sum + membershipIds.length, 0);
    setFailed(left.length > 0 ? { members, message } : null);
    setAgain(() => () => carryOut(act, left, input));
    setState(answered || rows.length > 0 ? "done" : "not-yet");
  };

  return {
    state,
    rows,
    failed,
    dialog,
    retry: again,
    start: (act, membershipIds, input) => {
      setRows([]);
      const parts: Part[] = [];
      for (let from = 0; from < membershipIds.length; from += mostChanged)
        parts.push({
          idempotencyKey: crypto.randomUUID(),
          membershipIds: membershipIds.slice(from, from + mostChanged),
        });
      return carryOut(act, parts, input);
    },
  };
}
