"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { answerOf } from "@/app/proof/answer";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { LocalTime } from "@/components/ui/local-time";
import { Tag } from "@/components/ui/tag";
import { toast } from "@/components/ui/toast";
import type { OwnSession } from "@/lib/sessions/queries";
import { endOtherSessionsAction, endSessionAction } from "./actions";

/** One's own sessions; ending the one at hand signs out. */
export function SessionList({ sessions, now }: { sessions: OwnSession[]; now: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState<string | null>(null);
  const end = async ({ id, device, current }: OwnSession) => {
    setBusy(id);
    const outcome = await answerOf(endSessionAction, { sessionId: id });
    setBusy(null);
    if (outcome.ok && current) window.location.assign("/sign-in");
    else if (outcome.ok) toast.success(`The session of ${device} has ended.`);
    else toast.error(outcome.message);
    router.refresh();
  };
  const endOthers = async () => {
    setBusy("others");
    const outcome = await answerOf(endOtherSessionsAction, {});
    setBusy(null);
    if (outcome.ok) toast.success("You are signed in here only.");
    else toast.error(outcome.message);
    router.refresh();
  };
  return (
    <>
      <ul className="rows">
        {sessions.map((session) => (
          <li key={session.id}>
            <Icon name="device" />
            <span className="grow">
              <span className="row">
                <b>{session.device}</b>
                {session.current && <Tag kind="thread">This one</Tag>}
              </span>
              <small>
                Started <LocalTime at={session.startedAt} now={now} format="datetime" />, last seen{" "}
                <LocalTime at={session.lastSeenAt} now={now} format="ago" />
              </small>
            </span>
            <Button
              size="s"
              busy={busy === session.id}
              aria-label={`End the session of ${session.device}${session.current ? " (this one)" : ""}`}
              onClick={() => end(session)}
            >
              End
            </Button>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <p className="form">
          <Button busy={busy === "others"} onClick={endOthers}>
            End all others
          </Button>
        </p>
      )}
    </>
  );
}
