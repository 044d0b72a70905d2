"use client";

import type { Act } from "@/app/proof/answer";
import { ConfirmDialog } from "@/app/w/[workspace]/confirm-dialog";
import { useChange } from "@/app/w/[workspace]/use-change";
import type { Changed } from "@/lib/changes/plan";
import { Effect, isConfirmable } from "../effect";
import { type GroupChange, usePreview } from "../use-preview";

/** Asks to confirm one change that is fully named already, with its effect on everybody. */
export function ConfirmChange({
  workspace,
  groupId,
  title,
  verb,
  consequence,
  change: asked,
  act,
  input,
  done,
  onDone,
  onClose,
}: {
  workspace: string;
  groupId: string;
  title: string;
  verb: string;
  consequence: string;
  change: GroupChange;
  act: Act<Changed>;
  input: object;
  done: (value: Changed) => string;
  onDone?: () => void;
  onClose: () => void;
}) {
  const preview = usePreview(workspace, groupId, asked);
  const change = useChange(workspace);
  return (
    <ConfirmDialog
      title={title}
      verb={verb}
      danger
      consequence={consequence}
      effect={<Effect preview={preview} idle="" />}
      ready={isConfirmable(preview)}
      change={change}
      onConfirm={async (reason) => {
        if (!(await change.send(act, { groupId, ...input, ...reason }, done))) return;
        onClose();
        onDone?.();
      }}
      onClose={onClose}
    />
  );
}
