"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSubmit } from "@/app/proof/use-submit";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { SectionHead } from "@/components/ui/page-head";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { MemberDetail } from "@/lib/members/detail";
import { endMemberSessionsAction } from "../actions";

/** Where the member is signed in; each session can be ended, or all at once. */
export function SessionList({
  workspace,
  member,
  sessions,
}: {
  workspace: string;
  member: Pick<MemberDetail, "membershipId" | "name" | "now" | "timeZone" | "isYou" | "locked">;
  sessions: NonNullable<MemberDetail["sessions"]>;
}) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const { submit, dialog } = useSubmit(workspace);
  const mayEnd = !member.isYou && member.locked === null;
  const end = async (sessionId?: string) => {
    if (busy) return;
    setBusy(true);
    const input = { membershipId: member.membershipId, ...(sessionId ? { sessionId } : {}) };
    const outcome = await submit(endMemberSessionsAction, input, { attempt: sessionId ?? "all" });
    setBusy(false);
    if (outcome) router.refresh();
    if (outcome?.ok)
      toast.success(sessionId ? "The session has ended." : `${member.name} is signed out everywhere.`);
    else if (outcome) toast.error(outcome.message);
  };
  return (
    <section>
      <SectionHead
        title="Sessions"
        note={sessions.length}
        end={
          mayEnd &&
          sessions.length > 0 && (
            <Button size="s" kind="quiet" busy={busy} onClick={() => end()}>
              End all
            </Button>
          )
        }
      />
      {sessions.length === 0 && <p className="muted">Not signed in.</p>}
      <ul className="people">
        {sessions.map(({ id, device, lastSeenAt }) => (
          <li key={id}>
            <Icon name="device" />
            {device}
            <span className="end row">
              <Time at={lastSeenAt} now={member.now} zone={member.timeZone} format="ago" />
              {mayEnd && (
                <IconButton icon="close" label={`End session on ${device}`} onClick={() => end(id)} />
              )}
            </span>
          </li>
        ))}
      </ul>
      {dialog}
    </section>
  );
}
