"use client";

import { useEffect, useState } from "react";
import { type Act, answerOf } from "@/app/proof/answer";
import type { Answer } from "@/app/w/[workspace]/use-answer";

/** Asks a long question by an action, anew whenever it differs; an older answer never follows a newer question. */
export function useAsked<V>(act: Act<V>, question: object): Answer<V> & { retry: () => void } {
  const [answer, setAnswer] = useState<Answer<V>>({ state: "loading" });
  const [tries, setTries] = useState(0);
  const asked = JSON.stringify(question);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same question again
  useEffect(() => {
    let stale = false;
    setAnswer({ state: "loading" });
    answerOf(act, JSON.parse(asked)).then((outcome) => {
      if (stale) return;
      setAnswer(
        outcome.ok ? { state: "ready", value: outcome.value } : { state: "failed", message: outcome.message },
      );
    });
    return () => {
      stale = true;
    };
  }, [act, asked, tries]);
  return { ...answer, retry: () => setTries((count) => count + 1) };
}
