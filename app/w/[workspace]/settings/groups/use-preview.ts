"use client";

import type { PreviewGroupChange } from "@/lib/groups/input";
import type { GroupPreview } from "@/lib/groups/preview";
import { type Answer, useAnswer } from "../../use-answer";

/** Time for further people to be picked before the effect of all of them is asked for, in milliseconds. */
const pause = 200;

/** What a change of a group would do, asked anew whenever it differs; null asks nothing. */
export function usePreview(
  workspace: string,
  groupId: string,
  change: PreviewGroupChange["change"] | null,
): Answer<GroupPreview> {
  return useAnswer(workspace, "groups.preview-change", change && { groupId, change }, pause);
}
