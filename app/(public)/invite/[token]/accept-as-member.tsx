"use client";

import { useState } from "react";
import { answerOf } from "@/app/proof/answer";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { acceptInvitationAction } from "./actions";

/** For the person it was sent to, signed in already. */
export function AcceptAsMember({ token }: { token: string }) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const accept = async () => {
    setBusy(true);
    setRefused(undefined);
    const outcome = await answerOf(acceptInvitationAction, { token });
    if (outcome.ok) {
      window.location.assign(`/w/${outcome.value.slug}`);
      return;
    }
    setBusy(false);
    setRefused(outcome.message);
  };
  return (
    <>
      {refused && (
        <Note kind="bad" announce>
          {refused}
        </Note>
      )}
      <Button kind="primary" size="l" busy={busy} onClick={accept}>
        Accept invitation
      </Button>
    </>
  );
}
