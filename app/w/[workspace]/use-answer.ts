"use client";

import { useCallback, useEffect, useState } from "react";
import { type Act, answerOf } from "@/app/proof/answer";

export type Answer<T> =
  | { state: "loading" | "idle" }
  | { state: "failed"; message: string }
  | { state: "ready"; value: T };

/** An answer that can be asked for once more. */
export type Asked<T> = Answer<T> & { retry: () => void };

/**
 * Asks a handler of the workspace, anew whenever the question differs; null asks nothing. An older answer never
 * follows a newer question.
 * @param handler path below the workspace's handlers, such as "members/preview"
 * @param delay milliseconds to wait for the question to settle
 */
export function useAnswer<T>(workspace: string, handler: string, question: unknown, delay = 0): Asked<T> {
  const ask = useCallback(
    async (asked: string, signal: AbortSignal): Promise<Answer<T>> => {
      const url = `/api/w/${encodeURIComponent(workspace)}/${handler}?input=${encodeURIComponent(asked)}`;
      try {
        const response = await fetch(url, { signal });
        const body = await response.json();
        return response.ok
          ? { state: "ready", value: body as T }
          : { state: "failed", message: String(body.message) };
      } catch {
        return { state: "failed", message: "The answer could not be loaded." };
      }
    },
    [workspace, handler],
  );
  return useLatest(ask, question, delay);
}

/** The same for a question that is too long for an address: an action answers it. */
export function useAsked<T>(act: Act<T>, question: object | null, delay = 0): Asked<T> {
  const ask = useCallback(
    async (asked: string): Promise<Answer<T>> => {
      const outcome = await answerOf(act, JSON.parse(asked));
      return outcome.ok
        ? { state: "ready", value: outcome.value }
        : { state: "failed", message: outcome.message };
    },
    [act],
  );
  return useLatest(ask, question, delay);
}

function useLatest<T>(
  ask: (asked: string, signal: AbortSignal) => Promise<Answer<T>>,
  question: unknown,
  delay: number,
): Asked<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ state: question === null ? "idle" : "loading" });
  const [tries, setTries] = useState(0);
  const asked = question === null ? null : JSON.stringify(question);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same question again
  useEffect(() => {
    if (asked === null) {
      setAnswer({ state: "idle" });
      return;
    }
    setAnswer({ state: "loading" });
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const latest = await ask(asked, stop.signal);
      if (!stop.signal.aborted) setAnswer(latest);
    }, delay);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [ask, asked, tries, delay]);
  return { ...answer, retry: () => setTries((count) => count + 1) };
}
