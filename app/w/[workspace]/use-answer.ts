"use client";

import { useEffect, useState } from "react";
import type { QuestionAnswer, QuestionInput, QuestionName } from "@/lib/questions";
import { ask } from "./ask";

/** How far the answer to a question is; `retry` asks it once more. */
export type Answer<T> = Progress<T> & { retry: () => void };

type Progress<T> =
  | { state: "loading" | "idle" }
  | { state: "failed"; message: string }
  | { state: "ready"; value: T };

/**
 * Asks one of the server's questions, anew whenever the input differs; null asks nothing. An older answer never follows
 * a newer question.
 * @param delay milliseconds to wait for the input to settle
 */
export function useAnswer<N extends QuestionName>(
  workspace: string,
  name: N,
  input: QuestionInput<N> | null,
  delay = 0,
): Answer<QuestionAnswer<N>> {
  const [progress, setProgress] = useState<Progress<QuestionAnswer<N>>>({
    state: input === null ? "idle" : "loading",
  });
  const [tries, setTries] = useState(0);
  const sent = input === null ? null : JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same question again
  useEffect(() => {
    if (sent === null) {
      setProgress({ state: "idle" });
      return;
    }
    setProgress({ state: "loading" });
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const outcome = await ask(workspace, name, JSON.parse(sent) as QuestionInput<N>, stop.signal);
      if (stop.signal.aborted) return;
      setProgress(
        outcome.ok ? { state: "ready", value: outcome.value } : { state: "failed", message: outcome.message },
      );
    }, delay);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [workspace, name, sent, tries, delay]);
  return { ...progress, retry: () => setTries((count) => count + 1) };
}
