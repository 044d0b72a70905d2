"use client";

import { useState } from "react";
import { PeopleImpact } from "@/components/people-impact";
import { Note } from "@/components/ui/note";
import type { ObjectHead } from "@/lib/resources/queries";
import type { FoundObject } from "@/lib/resources/search";
import { ChangeDialog } from "../change-dialog";
import { useAnswer } from "../use-answer";
import { moveObjectAction } from "./actions";
import { ParentPicker } from "./parent-picker";

/** Asks where an object is to lie, shows who gains and who loses by it, and moves it. */
export function MoveDialog({
  workspace,
  head,
  onClose,
}: {
  workspace: string;
  head: ObjectHead;
  onClose: () => void;
}) {
  const [parent, setParent] = useState<FoundObject | null>(null);
  const preview = useAnswer(
    workspace,
    "objects.move.preview",
    parent && { resourceId: head.id, parentId: parent.id },
  );
  const refusal = preview.state === "ready" ? preview.value.refusal : null;
  const above = head.kind === "action" ? "project" : "campaign";

  return (
    <ChangeDialog
      workspace={workspace}
      seesAudit={head.may.viewAudit}
      title={`Move ${head.name}`}
      verb="Move"
      consequence="What was given on it or below it moves along."
      effectTitle="Who gains and who loses"
      effect={
        <>
          {refusal && (
            <Note kind="bad" announce>
              {refusal}
            </Note>
          )}
          {preview.state === "idle" ? (
            <p className="muted">
              What people hold on {head.ancestors.at(-1)?.name} no longer reaches {head.name}; what they hold
              on the new {above} does. Choose one to see whom that concerns.
            </p>
          ) : (
            <PeopleImpact
              state={preview.state}
              summary={(preview.state === "ready" && preview.value.summary) || undefined}
              onRetry={preview.retry}
            />
          )}
        </>
      }
      preview={preview}
      act={moveObjectAction}
      input={{ resourceId: head.id, parentId: parent?.id }}
      told={({ name }) => `${name} lies in ${parent?.name} now.`}
      onClose={onClose}
    >
      {(refused) => (
        <ParentPicker
          workspace={workspace}
          moving={head.id}
          above={above}
          chosen={parent}
          error={refused.parentId}
          onChoose={setParent}
        />
      )}
    </ChangeDialog>
  );
}
