"use client";

import { type FormEvent, useState } from "react";
import type { Act } from "@/app/proof/answer";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import type { GroupChanged } from "@/lib/groups/commands";
import type { PreviewGroupChange } from "@/lib/groups/input";
import { Effect, isConfirmable } from "../effect";
import { useChange } from "../use-change";
import { usePreview } from "../use-preview";
import { given, Reason } from "./reason";

/** Asks to confirm one change that is fully named already, with its effect on everybody. */
export function ConfirmChange({
  workspace,
  groupId,
  title,
  verb,
  consequence,
  change,
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
  change: PreviewGroupChange["change"];
  act: Act<GroupChanged>;
  input: object;
  done: (value: GroupChanged) => string;
  onDone?: () => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  const preview = usePreview(workspace, groupId, change);
  const { run, busy, refused, dialog } = useChange(workspace, act);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await run({ groupId, ...input, ...given(reason) }, done))) return;
    onClose();
    onDone?.();
  };
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={title}
        onEscape={() => !busy && reason === ""}
      >
        <form onSubmit={submit}>
          <div className="body">
            {refused && <Note kind="bad">{refused.message}</Note>}
            <Effect preview={preview} idle="" />
            <Reason value={reason} error={refused?.fields?.reason} onChange={setReason} />
          </div>
          <DialogFooter consequence={consequence}>
            <Button type="submit" kind="danger" busy={busy} disabled={!isConfirmable(preview)}>
              {verb}
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
