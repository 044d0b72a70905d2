"use client";

import type { ChangePreview } from "@/lib/changes/preview";
import { type Answer, useAnswer } from "../../use-answer";

/** What changes the access of people through a group. */
export type GroupChange =
  | { kind: "add" | "remove"; membershipIds: readonly string[] }
  | { kind: "give"; roleId: string; endsOn?: string }
  | { kind: "end"; grantId: string }
  | { kind: "delete"; grants: "end" | "keep" };

const questions = {
  add: "groups.add-members.preview",
  remove: "groups.remove-members.preview",
  give: "groups.give-role.preview",
  end: "groups.end-grant.preview",
  delete: "groups.delete.preview",
} as const;

/** Time for further people to be picked before the effect of all of them is asked for, in milliseconds. */
const pause = 200;

/** What a change of a group would do, asked anew whenever it differs; null asks nothing. */
export function usePreview(
  workspace: string,
  groupId: string,
  change: GroupChange | null,
): Answer<ChangePreview> {
  const { kind = "add", ...asked } = change ?? {};
  return useAnswer(workspace, questions[kind], change && ({ groupId, ...asked } as never), pause);
}
