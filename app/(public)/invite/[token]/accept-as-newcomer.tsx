"use client";

import { type FormEvent, useState } from "react";
import { answerOf } from "@/app/proof/answer";
import { Button } from "@/components/ui/button";
import { CodeInput } from "@/components/ui/code-input";
import { Field, LockedValue } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { SendAgain } from "@/components/ui/send-again";
import { clockWords, localZone } from "@/components/ui/time-words";
import { beginAcceptanceAction, completeAcceptanceAction } from "./actions";

type Refused = { message: string; fields?: Record<string, string> };

/** For somebody who is not signed in: a name, then the code that went to the invited address. */
export function AcceptAsNewcomer({ token, email }: { token: string; email: string }) {
  const [name, setName] = useState("");
  const [until, setUntil] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);

  const begin = async (): Promise<boolean> => {
    const outcome = await answerOf(beginAcceptanceAction, { token, name });
    setRefused(outcome.ok ? null : outcome);
    if (outcome.ok) setUntil(outcome.value.until);
    return outcome.ok;
  };
  const complete = async (code: string) => {
    const outcome = await answerOf(completeAcceptanceAction, { token, name, code });
    if (outcome.ok) {
      window.location.assign(`/w/${outcome.value.slug}`);
      return;
    }
    setRefused(outcome);
    setAttempt((before) => before + 1);
    setBusy(false);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    if (until) await complete(String(new FormData(event.currentTarget).get("code") ?? ""));
    else {
      await begin();
      setBusy(false);
    }
  };
  const fields = refused?.fields ?? {};
  return (
    <form className="form" onSubmit={submit} noValidate>
      <LockedValue label="E-mail">{email}</LockedValue>
      {refused && !fields.name && !fields.code && (
        <Note kind="bad" announce>
          {refused.message}
        </Note>
      )}
      {until === null ? (
        <>
          <Field
            label="Your name"
            name="name"
            autoComplete="name"
            maxLength={120}
            required
            value={name}
            error={fields.name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button kind="primary" size="l" type="submit" busy={busy}>
            Accept invitation
          </Button>
        </>
      ) : (
        <>
          <p className="muted" role="status">
            Welcome, {name}. We sent a six-digit code to <b>{email}</b>. It shows that the address is yours.
          </p>
          <CodeInput
            key={`${attempt} ${until}`}
            error={fields.code}
            disabled={busy}
            onComplete={(code) => {
              setBusy(true);
              complete(code);
            }}
          />
          <Button kind="primary" size="l" type="submit" busy={busy}>
            Join
          </Button>
          <p className="code-wait small">
            <Icon name="clock" />
            Works until {clockWords(until, localZone())}
            <span className="end">
              <SendAgain onSend={begin} />
            </span>
          </p>
          <Button kind="quiet" onClick={() => setUntil(null)}>
            Change the name
          </Button>
        </>
      )}
    </form>
  );
}
