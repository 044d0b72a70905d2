"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./ui/button";
import { CodeInput } from "./ui/code-input";
import { Dialog, DialogFooter } from "./ui/dialog";
import { Note } from "./ui/note";
import { SendAgain } from "./ui/send-again";
import { clockWords, localZone } from "./ui/time-words";

/** Until when a code works, ISO; or why none could be sent. */
export type NewCode = { until: string } | { refused: string };

type CodeQuestion = {
  /** Where the code went, shortened: "i…@alderfinch.example". */
  address: string;
  until: string;
  /** What the code is for: "Making Dana Weiss an Admin lets her change everybody's access." */
  purpose?: ReactNode;
  /** Checks the code and repeats the change; answers with a sentence when the code was refused. */
  onCode: (code: string) => Promise<string | undefined>;
  onResend: () => Promise<NewCode>;
};

/** Asks for a fresh proof before a dangerous change; what was typed behind it stays. Drawn in the browser only. */
export function CodeDialog({
  onOpenChange,
  ...asked
}: CodeQuestion & {
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Confirm it is you"
      description={`We sent a six-digit code to ${asked.address}.`}
      size="s"
      closeLabel="Close, the form stays filled"
    >
      <CodeForm {...asked} />
    </Dialog>
  );
}

function CodeForm({ address, until, purpose, onCode, onResend }: CodeQuestion) {
  const [error, setError] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const [renewed, setRenewed] = useState<string>();
  const [checking, setChecking] = useState(false);
  const submit = async (code: string) => {
    if (checking) return;
    setChecking(true);
    const refused = await onCode(code);
    setError(refused);
    setChecking(false);
    if (refused) setAttempt((before) => before + 1);
  };
  const resend = async () => {
    const sent = await onResend();
    setError("refused" in sent ? sent.refused : undefined);
    if ("until" in sent) setRenewed(sent.until);
    return "until" in sent;
  };
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
        {renewed && (
          <Note kind="ok" announce>
            A new code is on its way. The old one no longer works.
          </Note>
        )}
        <p className="code-wait small">
          Works until {clockWords(renewed ?? until, localZone())}
          <span className="end">
            <SendAgain onSend={resend} />
          </span>
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
