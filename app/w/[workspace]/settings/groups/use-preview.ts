"use client";

import { useEffect, useState } from "react";
import { answerOf } from "@/app/proof/answer";
import type { PreviewGroupChange } from "@/lib/groups/input";
import type { GroupPreview } from "@/lib/groups/preview";
import { previewGroupChangeAction } from "./actions";

type Answer =
  | { state: "idle" | "loading" }
  | { state: "failed"; message: string }
  | { state: "ready"; value: GroupPreview };

/** Time for further people to be picked before the effect of all of them is asked for, in milliseconds. */
const pause = 200;

/** What a change of a group would do, asked anew whenever it differs; null asks nothing. */
export function usePreview(
  workspace: string,
  groupId: string,
  change: PreviewGroupChange["change"] | null,
): Answer & { retry: () => void } {
  const [answer, setAnswer] = useState<Answer>({ state: "idle" });
  const [tries, setTries] = useState(0);
  const asked = change === null ? null : JSON.stringify(change);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same question again
  useEffect(() => {
    if (asked === null) {
      setAnswer({ state: "idle" });
      return;
    }
    setAnswer({ state: "loading" });
    let current = true;
    const timer = setTimeout(async () => {
      const question = { workspace, groupId, change: JSON.parse(asked) };
      const outcome = await answerOf(previewGroupChangeAction, question);
      if (!current) return;
      setAnswer(
        outcome.ok ? { state: "ready", value: outcome.value } : { state: "failed", message: outcome.message },
      );
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [workspace, groupId, asked, tries]);
  return { ...answer, retry: () => setTries((count) => count + 1) };
}
