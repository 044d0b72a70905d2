"use client";

import { Button } from "@/components/ui/button";
import { type InvitationRef, useInvitation } from "./use-invitation";

/** Resend invite, at hand where an invitation has expired. */
export function ResendButton({ workspace, invitation }: { workspace: string; invitation: InvitationRef }) {
  const { busy, resend, dialog } = useInvitation(workspace, invitation);
  return (
    <>
      <Button
        size="s"
        icon="send"
        busy={busy}
        aria-label={`Resend invite to ${invitation.email}`}
        onClick={resend}
      >
        Resend invite
      </Button>
      {dialog}
    </>
  );
}
