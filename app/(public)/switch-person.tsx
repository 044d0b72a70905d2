"use client";

import { type ReactNode, useState } from "react";
import { answerOf } from "@/app/proof/answer";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { signOutAction } from "./actions";

/** Signs out and comes back to `to`, so that somebody else can go on there. */
export function SwitchPerson({ to, children }: { to: string; children: ReactNode }) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const leave = async () => {
    setBusy(true);
    const outcome = await answerOf(signOutAction, {});
    if (outcome.ok || outcome.code === "unauthenticated") {
      window.location.assign(to);
      return;
    }
    setBusy(false);
    setFailed(outcome.message);
  };
  return (
    <>
      {failed && (
        <Note kind="bad" announce>
          {failed}
        </Note>
      )}
      <Button kind="primary" size="l" busy={busy} onClick={leave}>
        {children}
      </Button>
    </>
  );
}
