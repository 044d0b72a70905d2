"use client";

import type { PreviewGroupChange } from "@/lib/groups/input";
import type { GroupPreview } from "@/lib/groups/preview";
import { type Asked, useAsked } from "../../use-answer";
import { previewGroupChangeAction } from "./actions";

/** Time for further people to be picked before the effect of all of them is asked for, in milliseconds. */
const pause = 200;

/** What a change of a group would do, asked anew whenever it differs; null asks nothing. */
export function usePreview(
  workspace: string,
  groupId: string,
  change: PreviewGroupChange["change"] | null,
): Asked<GroupPreview> {
  return useAsked(previewGroupChangeAction, change && { workspace, groupId, change }, pause);
}
