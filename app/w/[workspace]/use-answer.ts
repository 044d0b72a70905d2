"use client";

import { useEffect, useState } from "react";

export type Answer<T> =
  | { state: "loading" | "idle" }
  | { state: "failed"; message: string }
  | { state: "ready"; value: T };

/**
 * Asks a handler of the workspace, anew whenever the question differs; null asks nothing. An older answer never
 * follows a newer question.
 * @param handler path below the workspace's handlers, such as "members/preview"
 * @param delay milliseconds to wait for the question to settle
 */
export function useAnswer<T>(
  workspace: string,
  handler: string,
  question: unknown,
  delay = 0,
): Answer<T> & { retry: () => void } {
  const [answer, setAnswer] = useState<Answer<T>>({ state: "idle" });
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
    const url = `/api/w/${encodeURIComponent(workspace)}/${handler}?input=${encodeURIComponent(asked)}`;
    const timer = setTimeout(() => {
      fetch(url, { signal: stop.signal })
        .then(async (response) => {
          const body = await response.json();
          setAnswer(
            response.ok
              ? { state: "ready", value: body as T }
              : { state: "failed", message: String(body.message) },
          );
        })
        .catch(() => {
          if (!stop.signal.aborted)
            setAnswer({ state: "failed", message: "The answer could not be loaded." });
        });
    }, delay);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [workspace, handler, asked, tries, delay]);
  return { ...answer, retry: () => setTries((count) => count + 1) };
}
