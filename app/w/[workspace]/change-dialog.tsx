"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import type { Act } from "@/app/proof/answer";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Reason, sentReason } from "./reason";
import type { Answer } from "./use-answer";
import { type Change, useChange } from "./use-change";

/** What the preview of every change says, whatever else it says of its own. */
export type Confirmable = { refusal: string | null };

type Shown = {
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
  /** What the reason is kept for; null where none is asked for. */
  reasonHelp?: string | null;
  onClose: () => void;
};

export type ChangeDialogProps<V extends { event: string }> = Omit<Shown, "children"> & {
  workspace: string;
  /** Whether the person may follow a link into the audit log. */
  seesAudit?: boolean;
  /** The answer that must stand, without a refusal, before the change can be confirmed. */
  preview?: Answer<Confirmable>;
  /** Enough was chosen. */
  complete?: boolean;
  act: Act<V>;
  input: object;
  /** What the message says once it is done. */
  told: (value: V) => string;
  /** Done, instead of closing. */
  onDone?: (value: V) => void;
  /** Given the refusals of its fields, by their names. */
  children?: ReactNode | ((refused: Record<string, string>) => ReactNode);
};

/**
 * A change from choice to confirmation: what it does is shown first, its reason asked for, and it is sent once it is
 * confirmed. What was typed stays on a refusal.
 */
export function ChangeDialog<V extends { event: string }>({
  workspace,
  seesAudit = true,
  preview,
  complete = true,
  act,
  input,
  told,
  onDone,
  children,
  ...shown
}: ChangeDialogProps<V>) {
  const change = useChange(workspace, seesAudit);
  const standing = !preview || (preview.state === "ready" && preview.value.refusal === null);
  return (
    <ConfirmDialog
      {...shown}
      ready={complete && standing}
      change={change}
      onConfirm={async (reason) => {
        const done = await change.send(act, { ...input, ...reason }, told);
        if (done) (onDone ?? shown.onClose)(done);
      }}
    >
      {typeof children === "function" ? children(change.refused?.fields ?? {}) : children}
    </ConfirmDialog>
  );
}

/** The same for a change that is sent in another way, such as in parts. */
export function ConfirmDialog({
  title,
  verb,
  danger = false,
  consequence,
  children,
  touched = false,
  effect,
  effectTitle = "What changes",
  reasonHelp,
  ready,
  change: { refused, ...change },
  onConfirm,
  onClose,
}: Shown & {
  /** The effect was shown, and nothing stands against it. */
  ready: boolean;
  change: Pick<Change, "busy" | "dialog"> & {
    refused: { message: string; fields?: Record<string, string> } | null;
  };
  onConfirm: (reason: { reason?: string }) => Promise<void>;
}) {
  const [reason, setReason] = useState("");
  const refusal = refused && <Refusal refused={refused} />;
  const why = reasonHelp !== null && (
    <Reason value={reason} help={reasonHelp} error={refused?.fields?.reason} onChange={setReason} />
  );
  return (
    <FormDialog
      {...{ title, verb, danger, consequence, ready, onClose }}
      size={children ? "l" : why ? "m" : "s"}
      touched={touched || reason !== ""}
      change={change}
      onSubmit={() => onConfirm(sentReason(reason))}
    >
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
    </FormDialog>
  );
}

/** The frame of every form that sends one change. Nothing closes it on the way, and Escape throws nothing typed away. */
export function FormDialog({
  title,
  verb,
  danger = false,
  size = "m",
  consequence,
  ready = true,
  touched,
  change: { busy, dialog },
  onSubmit,
  onClose,
  children,
}: Pick<Shown, "title" | "verb" | "danger" | "consequence" | "onClose"> & {
  size?: "s" | "m" | "l";
  /** It can be sent. */
  ready?: boolean;
  touched: boolean;
  change: Pick<Change, "busy" | "dialog">;
  onSubmit: () => Promise<void>;
  children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) void onSubmit();
  };
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && !busy && onClose()}
        title={title}
        size={size}
        onEscape={() => !busy && !touched}
      >
        <form onSubmit={submit}>
          {children}
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

/** Why a form was refused as a whole. */
export function Refusal({ refused: { message } }: { refused: { message: string } }) {
  return (
    <Note kind="bad" announce>
      {message}
    </Note>
  );
}
