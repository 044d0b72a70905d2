"use client";

import { PeopleImpact } from "@/components/people-impact";
import type { ObjectHead } from "@/lib/resources/queries";
import { ChangeDialog } from "../change-dialog";
import { useAnswer } from "../use-answer";
import {
  archiveObjectAction,
  completeObjectAction,
  reopenObjectAction,
  restoreObjectAction,
} from "./actions";
import { belowInWords } from "./object-words";

export type StateChange = "archive" | "restore" | "complete" | "reopen";

const changes = {
  archive: { verb: "Archive", act: archiveObjectAction, done: "is archived." },
  restore: { verb: "Restore", act: restoreObjectAction, done: "is back in the tree." },
  complete: { verb: "Complete", act: completeObjectAction, done: "is completed." },
  reopen: { verb: "Reopen", act: reopenObjectAction, done: "is open again." },
} as const;

/** Says what follows, and archives, restores, completes or reopens an object. */
export function StateDialog({
  workspace,
  head,
  change,
  onClose,
}: {
  workspace: string;
  head: ObjectHead;
  change: StateChange;
  onClose: () => void;
}) {
  const { verb, act, done: told } = changes[change];
  const completes = change === "complete";
  const preview = useAnswer(
    workspace,
    "objects.complete.preview",
    completes ? { resourceId: head.id } : null,
  );
  return (
    <ChangeDialog<{ event: string; name: string }>
      workspace={workspace}
      seesAudit={head.may.viewAudit}
      title={`${verb} ${head.name}`}
      verb={verb}
      danger={change === "archive"}
      effect={
        <>
          <p>{consequenceOf(change, head)}</p>
          {completes && preview.state !== "idle" && (
            <PeopleImpact
              state={preview.state}
              summary={(preview.state === "ready" && preview.value.summary) || undefined}
              onRetry={preview.retry}
            />
          )}
        </>
      }
      complete={!completes || preview.state === "ready"}
      act={act}
      input={{ resourceId: head.id }}
      told={({ name }) => `${name} ${told}`}
      onClose={onClose}
    />
  );
}

function consequenceOf(change: StateChange, { name, below, kind }: ObjectHead): string {
  const along = belowInWords(below);
  switch (change) {
    case "archive":
      return `${name}${along && `, with ${along} below it,`} leaves the tree and can no longer be changed. Nobody gains or loses access: teams are kept, and it can be restored.`;
    case "restore":
      return `${name}${along && `, with ${along} archived along with it,`} is back in the tree and can be changed again. Nobody gains or loses access.`;
    case "complete":
      return `What was given until this ${kind} is completed ends at once. All other access stays.`;
    case "reopen":
      return `${name} can be worked on again. Access that ended when it was completed stays ended: add people to the team anew.`;
  }
}
