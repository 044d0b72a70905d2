"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import type { PendingInvitation } from "@/lib/invitations/queries";
import { useChange } from "../../../use-change";
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
  const { send, busy, refused, dialog } = useChange(workspace);
  const confirm = async () => {
    const done = `The invitation of ${email} is removed.`;
    if (await send(removeInvitationAction, { invitationId: id }, () => done)) onClose();
  };
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={`Remove the invitation of ${email}`}
        size="s"
      >
        <div className="body">
          <p>The link that was mailed stops working at once. You can invite this address again.</p>
          {refused && (
            <Note kind="bad" announce>
              {refused.message}
            </Note>
          )}
        </div>
        <DialogFooter consequence="Nobody’s access changes.">
          <Button kind="danger" busy={busy} onClick={confirm}>
            Remove invite
          </Button>
        </DialogFooter>
      </Dialog>
      {dialog}
    </>
  );
}
