"use client";

import { useEffect, useState } from "react";
import { answerOf } from "@/app/proof/answer";
import type { CheckedList } from "@/lib/invitations/check";
import { checkAddressesAction } from "./actions";
import { type Row, replaced, rowsOf } from "./bulk-rows";
import { storable } from "./list-file";

const pause = 500;

export type List = {
  text: string;
  rows: readonly Row[];
  /** How many addresses beyond the longest list were left out. */
  more: number;
  state: "idle" | "checking" | "ready" | "failed";
  /** Why it could not be checked. */
  message: string;
  setText(text: string): void;
  /** Checks the same text again. */
  retry(): void;
  /** Looks at one row again, as it is typed now. */
  mend(row: Row, typed: string): Promise<void>;
};

/** A pasted list and its check, which follows what is typed after a pause. An older answer never follows a newer text. */
export function useList(workspace: string): List {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [more, setMore] = useState(0);
  const [state, setState] = useState<List["state"]>("idle");
  const [message, setMessage] = useState("");
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same question again
  useEffect(() => {
    if (asked.trim() === "") {
      setRows([]);
      setMore(0);
      setState("idle");
      return;
    }
    let stale = false;
    setState("checking");
    const timer = setTimeout(async () => {
      const outcome = await answerOf<CheckedList>(checkAddressesAction, { workspace, text: storable(asked) });
      if (stale) return;
      if (!outcome.ok) {
        setState("failed");
        setMessage(outcome.message);
        return;
      }
      setRows(rowsOf(outcome.value.rows));
      setMore(outcome.value.more);
      setState("ready");
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [workspace, asked, tries]);

  const mend = async (row: Row, typed: string) => {
    if (typed === row.typed) return;
    setText((before) => replaced(before, row.typed, typed));
    const outcome = await answerOf<CheckedList>(checkAddressesAction, { workspace, text: storable(typed) });
    const found = outcome.ok ? outcome.value.rows[0] : undefined;
    const problem = outcome.ok ? "Type an address" : outcome.message;
    const mended = found ?? { email: null, problem, standing: { state: "new" as const }, roleId: null };
    setRows((before) =>
      before.map((one) =>
        one.key === row.key
          ? { ...one, ...mended, line: row.line, typed, roleId: mended.roleId ?? row.roleId }
          : one,
      ),
    );
  };

  return {
    text,
    rows,
    more,
    state,
    message,
    mend,
    setText: (next) => {
      setText(next);
      setAsked(next);
    },
    retry: () => setTries((count) => count + 1),
  };
}
