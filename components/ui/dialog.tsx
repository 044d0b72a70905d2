"use client";

import * as RadixDialog from "@radix-ui/react-dialog";
import type { ReactNode } from "react";
import { classes } from "./classes";
import { focusFirst } from "./focus-first";
import { IconButton } from "./icon-button";

/**
 * A question or a form over the page; a bottom sheet on phones. Focus goes in, stays, and returns to the opener.
 * Put a `<form>` or `.body` inside, then `<DialogFooter>`.
 * @param props.title a verb and its object: "Deactivate Jonas Ekström"
 * @param props.description what a screen reader reads after the title; visible when it is worth a line
 */
export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  size = "m",
  closeLabel = "Close",
  onEscape,
  children,
}: {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: string;
  description?: string;
  size?: "s" | "m" | "l" | "xl";
  closeLabel?: string;
  /** Asked before Escape or a press outside closes; return false to keep the dialog, e.g. when something was typed. */
  onEscape?: () => boolean;
  children: ReactNode;
}) {
  const keep = (event: Event) => {
    if (onEscape && !onEscape()) event.preventDefault();
  };
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger>}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="scrim">
          <RadixDialog.Content
            className={classes("dlg", size !== "m" && size)}
            onOpenAutoFocus={focusFirst}
            onEscapeKeyDown={keep}
            onInteractOutside={keep}
            {...(description ? {} : { "aria-describedby": undefined })}
          >
            <header>
              <RadixDialog.Title>{title}</RadixDialog.Title>
              <RadixDialog.Close asChild>
                <IconButton icon="close" label={closeLabel} className="end" />
              </RadixDialog.Close>
            </header>
            {description && <RadixDialog.Description className="sr">{description}</RadixDialog.Description>}
            {children}
          </RadixDialog.Content>
        </RadixDialog.Overlay>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** The consequence on the left, Cancel, then the action. */
export function DialogFooter({
  consequence,
  cancel = "Cancel",
  children,
}: {
  consequence?: ReactNode;
  cancel?: string | null;
  children?: ReactNode;
}) {
  return (
    <footer>
      <span className="consequence">{consequence}</span>
      {cancel !== null && (
        <RadixDialog.Close asChild>
          <button type="button" className="btn">
            {cancel}
          </button>
        </RadixDialog.Close>
      )}
      {children}
    </footer>
  );
}
