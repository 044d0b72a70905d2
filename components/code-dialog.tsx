"use client";

import { type ReactNode, useState, useTransition } from "react";
import { Button } from "./ui/button";
import { CodeInput } from "./ui/code-input";
import { Dialog, DialogFooter } from "./ui/dialog";
import { Note } from "./ui/note";

/**
 * Asks for a fresh proof before a dangerous change; what was typed behind it stays.
 * @param props.address where the code went, shortened: "i…@alderfinch.example"
 * @param props.purpose what the code is for: "Making Dana Weiss an Admin lets her change everybody's access."
 * @param props.onCode checks the code and repeats the change; answers with a sentence when it was refused
 * @param props.onResend sends a new code; answers with a sentence when it could not
 */
export function CodeDialog({
  open,
  onOpenChange,
  address,
  purpose,
  onCode,
  onResend,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  address: string;
  purpose?: ReactNode;
  onCode: (code: string) => Promise<string | undefined>;
  onResend: () => Promise<string | undefined>;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Confirm it is you"
      description={`We sent a six-digit code to ${address}.`}
      size="s"
      closeLabel="Close, the form stays filled"
    >
      <CodeForm address={address} purpose={purpose} onCode={onCode} onResend={onResend} />
    </Dialog>
  );
}

function CodeForm({
  address,
  purpose,
  onCode,
  onResend,
}: Omit<Parameters<typeof CodeDialog>[0], "open" | "onOpenChange">) {
  const [error, setError] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const [sent, setSent] = useState(false);
  const [checking, check] = useTransition();
  const [sending, send] = useTransition();
  const submit = (code: string) =>
    check(async () => {
      const refused = await onCode(code);
      setError(refused);
      if (refused) setAttempt((before) => before + 1);
    });
  const resend = () =>
    send(async () => {
      const failed = await onResend();
      setError(failed);
      setSent(!failed);
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit(String(new FormData(event.currentTarget).get("code") ?? ""));
      }}
    >
      <div className="body">
        <p className="muted">
          We sent a six-digit code to <b>{address}</b>. {purpose}
        </p>
        <CodeInput key={attempt} error={error} disabled={checking} onComplete={submit} />
        {sent && (
          <Note kind="ok" announce>
            A new code is on its way. The old one no longer works.
          </Note>
        )}
        <p className="code-wait small">
          Works for 10 minutes.
          <Button kind="quiet" size="s" className="end" busy={sending} onClick={resend}>
            Send again
          </Button>
        </p>
      </div>
      <DialogFooter consequence="Your form stays filled in.">
        <Button kind="primary" type="submit" busy={checking}>
          Confirm
        </Button>
      </DialogFooter>
    </form>
  );
}
