"use client";

import * as RadixDialog from "@radix-ui/react-dialog";
import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { focusFirst } from "./focus-first";
import { IconButton } from "./icon-button";

/**
 * A form longer than a dialog, at the side of the page; a bottom sheet on phones. Its footer stays in sight. Focus goes
 * in, stays, and returns to the opener.
 * @param props.title a verb and its object: "Add user to Voucher AT"
 * @param props.head what stays above the body, such as a Stepper
 * @param props.dirty something was chosen or typed: closing asks first
 * @param props.onSubmit makes the sheet a form
 */
export function SideSheet({
  title,
  head,
  footer,
  dirty = false,
  busy = false,
  onClose,
  onSubmit,
  children,
}: {
  title: string;
  head?: ReactNode;
  footer: ReactNode;
  dirty?: boolean;
  busy?: boolean;
  onClose: () => void;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const [asking, setAsking] = useState(false);
  const close = () => {
    if (busy) return;
    if (dirty && !asking) setAsking(true);
    else onClose();
  };
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && close()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="scrim at-side">
          <RadixDialog.Content
            className="side-sheet"
            aria-describedby={undefined}
            onOpenAutoFocus={focusFirst}
            onEscapeKeyDown={(event) => {
              if (!asking) return;
              event.preventDefault();
              setAsking(false);
            }}
          >
            <header>
              <RadixDialog.Title>{title}</RadixDialog.Title>
              <IconButton icon="close" label="Close" className="end" onClick={close} />
            </header>
            {head}
            <form
              onSubmit={(event) => {
                event.preventDefault();
                // A dialog drawn inside sends its own form: it bubbles through React up to here.
                if (event.target === event.currentTarget && !busy && !asking) onSubmit();
              }}
            >
              <div className="body">{children}</div>
              {asking ? (
                <div className="asking" role="alertdialog" aria-label="Close without saving">
                  <span className="consequence">What you chose is lost.</span>
                  <Button type="button" autoFocus onClick={() => setAsking(false)}>
                    Keep editing
                  </Button>
                  <Button type="button" kind="danger" onClick={onClose}>
                    Discard
                  </Button>
                </div>
              ) : (
                <footer>{footer}</footer>
              )}
            </form>
          </RadixDialog.Content>
        </RadixDialog.Overlay>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
