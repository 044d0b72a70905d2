"use client";

import { useState } from "react";
import { answerOf } from "@/app/proof/answer";
import { Note } from "@/components/ui/note";
import { SendAgain } from "@/components/ui/send-again";
import { requestSignInLinkAction } from "../actions";

/** Sends another link to the same address. */
export function Resend({ email, next }: { email: string; next?: string }) {
  const [told, setTold] = useState<{ kind: "ok" | "bad"; text: string } | null>(null);
  const send = async () => {
    const outcome = await answerOf(requestSignInLinkAction, { email, ...(next ? { next } : {}) });
    setTold(
      outcome.ok
        ? { kind: "ok", text: "Another link is on its way. Each link works once." }
        : { kind: "bad", text: outcome.message },
    );
    return outcome.ok;
  };
  return (
    <>
      <SendAgain size="l" onSend={send} />
      {told && (
        <Note kind={told.kind} announce>
          {told.text}
        </Note>
      )}
    </>
  );
}
