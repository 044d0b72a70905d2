"use client";

import { useEffect, useState } from "react";
import type { ChangePreview } from "@/lib/members/detail";
import type { PreviewChange } from "@/lib/members/input";

export type PreviewState =
  | { state: "loading" | "idle" }
  | { state: "failed"; message: string }
  | { state: "ready"; preview: ChangePreview };

/** Asks the server what a change would give and take, anew whenever the question differs; null asks nothing. */
export function usePreview(
  workspace: string,
  question: PreviewChange | null,
): PreviewState & { retry: () => void } {
  const [answer, setAnswer] = useState<PreviewState>({ state: "idle" });
  const [tries, setTries] = useState(0);
  const asked = question && JSON.stringify(question);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same question again
  useEffect(() => {
    if (!asked) {
      setAnswer({ state: "idle" });
      return;
    }
    setAnswer({ state: "loading" });
    const stop = new AbortController();
    const url = `/api/w/${encodeURIComponent(workspace)}/members/preview?input=${encodeURIComponent(asked)}`;
    fetch(url, { signal: stop.signal })
      .then(async (response) => {
        const body = await response.json();
        setAnswer(
          response.ok
            ? { state: "ready", preview: body }
            : { state: "failed", message: String(body.message) },
        );
      })
      .catch(() => {
        if (!stop.signal.aborted) setAnswer({ state: "failed", message: "The effect could not be loaded." });
      });
    return () => stop.abort();
  }, [workspace, asked, tries]);
  return { ...answer, retry: () => setTries((count) => count + 1) };
}
