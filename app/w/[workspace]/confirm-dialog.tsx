"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { given, Reason } from "./reason";
import type { Change } from "./use-change";

type Props = {
  title: string;
  verb: string;
  danger?: boolean;
  consequence?: ReactNode;
  /** What is chosen first; the effect then stands beside it. */
  children?: ReactNode;
  /** Something was chosen that Escape must not throw away. */
  touched?: boolean;
  /** What the change does to people. */
  effect: ReactNode;
  effectTitle?: string;
  /** The effect was shown, and nothing stands against it. */
  ready: boolean;
  change: Pick<Change, "busy" | "refused" | "dialog">;
  onConfirm: (reason: { reason?: string }) => Promise<void>;
  onClose: () => void;
};

/** Shows what a change does before it is confirmed, and asks for its reason. What was typed stays on a refusal. */
export function ConfirmDialog({
  title,
  verb,
  danger = false,
  consequence,
  children,
  touched = false,
  effect,
  effectTitle = "What changes",
  ready,
  change: { busy, refused, dialog },
  onConfirm,
  onClose,
}: Props) {
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) void onConfirm(given(reason));
  };
  const refusal = refused && (
    <Note kind="bad" announce>
      {refused.message}
    </Note>
  );
  const why = <Reason value={reason} error={refused?.fields?.reason} onChange={setReason} />;
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && !busy && onClose()}
        title={title}
        size={children ? "l" : "m"}
        onEscape={() => !busy && !touched && reason === ""}
      >
        <form onSubmit={submit}>
          {children ? (
            <div className="two">
              <div>
                {refusal}
                {children}
                {why}
              </div>
              <aside aria-label="Effect">
                <h3>{effectTitle}</h3>
                {effect}
              </aside>
            </div>
          ) : (
            <div className="body">
              {refusal}
              {effect}
              {why}
            </div>
          )}
          <DialogFooter consequence={consequence}>
            <Button type="submit" kind={danger ? "danger" : "primary"} busy={busy} disabled={!ready}>
              {verb}
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
