"use client";

import type { PendingInvitation } from "@/lib/invitations/queries";
import { ChangeDialog } from "../../../change-dialog";
import { removeInvitationAction } from "./actions";

/** Takes an invitation back, after saying what stops. */
export function RemoveInvitation({
  workspace,
  invitation: { id, email },
  onClose,
}: {
  workspace: string;
  invitation: PendingInvitation;
  onClose: () => void;
}) {
  return (
    <ChangeDialog
      workspace={workspace}
      title={`Remove the invitation of ${email}`}
      verb="Remove invite"
      danger
      consequence="Nobody’s access changes."
      effect={<p>The link that was mailed stops working at once. You can invite this address again.</p>}
      reasonHelp={null}
      act={removeInvitationAction}
      input={{ invitationId: id }}
      told={() => `The invitation of ${email} is removed.`}
      onClose={onClose}
    />
  );
}
