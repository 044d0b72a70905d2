"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { answerOf } from "@/app/proof/answer";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { requestSignInLinkAction } from "./actions";

type Refused = { message: string; fields?: Record<string, string> };

/** Asks for a sign-in link; the answer is the same page for every address. `next`: where signing in leads to. */
export function LinkForm({ next }: { next?: string }) {
  const router = useRouter();
  const [email, setEmail] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const outcome = await answerOf(requestSignInLinkAction, { email, ...(next ? { next } : {}) });
    if (!outcome.ok) {
      setBusy(false);
      setRefused(outcome);
      return;
    }
    router.push(
      `/sign-in/sent?${new URLSearchParams({ email: outcome.value.email, ...(next ? { next } : {}) })}`,
    );
  };
  const atField = refused?.fields?.email;
  return (
    <form className="form" onSubmit={send} noValidate>
      {refused && !atField && (
        <Note kind="bad" announce>
          {refused.message}
        </Note>
      )}
      <Field
        label="E-mail"
        type="email"
        name="email"
        autoComplete="email"
        maxLength={254}
        autoFocus
        value={email}
        error={atField}
        onChange={(event) => {
          setEmail(event.target.value);
          setRefused(null);
        }}
      />
      <Button kind="primary" size="l" icon="mail" type="submit" busy={busy}>
        Send sign-in link
      </Button>
    </form>
  );
}
