"use client";

import { useEffect, useState } from "react";
import { ask } from "../../../ask";
import { type Row, retyped, rowsOf } from "./bulk-rows";
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
  /** Another one for every list; mending a row keeps it. */
  version: number;
  setText(text: string): void;
  /** Checks the same text again. */
  retry(): void;
  /** Whether the rows are those of the list as it is typed now. */
  mendable: boolean;
  /** Types one row anew, in the list too, which is checked again. */
  mend(row: Row, typed: string): void;
};

/** A pasted list and its check, which follows what is typed after a pause. An older answer never follows a newer text. */
export function useList(workspace: string): List {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState({ text: "", onlyMended: false, version: 0 });
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [more, setMore] = useState(0);
  const [state, setState] = useState<List["state"]>("idle");
  const [message, setMessage] = useState("");
  const [tries, setTries] = useState(0);
  const [read, setRead] = useState(-1);
  const mendable = read === asked.version;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same question again
  useEffect(() => {
    if (asked.text.trim() === "") {
      setRows([]);
      setMore(0);
      setState("idle");
      return;
    }
    let stale = false;
    setState("checking");
    const timer = setTimeout(
      async () => {
        const outcome = await ask(workspace, "invitations.check", { text: asked.text });
        if (stale) return;
        if (!outcome.ok) {
          setState("failed");
          setMessage(outcome.message);
          return;
        }
        setRows((before) => rowsOf(outcome.value.rows, before, asked.onlyMended));
        setMore(outcome.value.more);
        setRead(asked.version);
        setState("ready");
      },
      asked.onlyMended ? 0 : pause,
    );
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [workspace, asked, tries]);

  const mend = (row: Row, written: string) => {
    const typed = storable(written).trim();
    if (!mendable || typed === row.typed) return;
    const next = retyped(text, rows, row, typed);
    setText(next.text);
    setRows(next.rows);
    setAsked(({ version }) => ({ text: next.text, onlyMended: true, version }));
  };

  return {
    text,
    rows,
    more,
    state,
    message,
    version: asked.version,
    mendable,
    mend,
    setText: (written) => {
      const next = storable(written);
      setText(next);
      setAsked(({ version }) => ({ text: next, onlyMended: false, version: version + 1 }));
    },
    retry: () => setTries((count) => count + 1),
  };
}
