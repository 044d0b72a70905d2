"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useProof } from "@/app/proof/use-proof";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuRule } from "@/components/ui/menu";
import { Note } from "@/components/ui/note";
import { toast } from "@/components/ui/toast";
import type { PendingInvitation } from "@/lib/invitations/queries";
import { removeInvitationAction, resendInvitationAction } from "./actions";

/** Resend invite and Remove invite. An expired one has its Resend invite at hand. */
export function InvitationMenu({
  workspace,
  invitation: { id, email, status },
}: {
  workspace: string;
  invitation: Pick<PendingInvitation, "id" | "email" | "status">;
}) {
  const router = useRouter();
  const { run, dialog } = useProof();
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [refused, setRefused] = useState<string>();

  const carryOut = async (act: typeof resendInvitationAction | typeof removeInvitationAction) => {
    setBusy(true);
    setRefused(undefined);
    const outcome = await run<{ event: string }>(act, {
      workspace,
      idempotencyKey: crypto.randomUUID(),
      invitationId: id,
    });
    setBusy(false);
    return outcome;
  };
  const done = (message: string, event: string) => {
    toast.success(message, {
      action: { label: "See it in the audit log", href: `/w/${workspace}/settings/audit?event=${event}` },
    });
    router.refresh();
  };
  const resend = async () => {
    const outcome = await carryOut(resendInvitationAction);
    if (outcome?.ok)
      done(`A new link is on its way to ${email}. The old one no longer works.`, outcome.value.event);
    else if (outcome) toast.error(outcome.message);
  };
  const remove = async () => {
    const outcome = await carryOut(removeInvitationAction);
    if (outcome?.ok) {
      setRemoving(false);
      done(`The invitation of ${email} is removed.`, outcome.value.event);
    } else setRefused(outcome?.message);
  };

  return (
    <span className="row end">
      {status === "expired" && (
        <Button size="s" icon="send" className="hurry" busy={busy} onClick={resend}>
          Resend invite
        </Button>
      )}
      <Menu
        label={`Actions for ${email}`}
        trigger={<IconButton icon="more" label={`More actions for ${email}`} aria-busy={busy || undefined} />}
      >
        <MenuItem icon="send" effect="Works for 24 hours anew. The old link ends." onSelect={resend}>
          Resend invite
        </MenuItem>
        <MenuRule />
        <MenuItem icon="close" danger onSelect={() => setRemoving(true)}>
          Remove invite…
        </MenuItem>
      </Menu>
      <Dialog
        open={removing}
        onOpenChange={setRemoving}
        title={`Remove the invitation of ${email}`}
        description="The link that was mailed stops working at once."
        size="s"
      >
        <div className="body">
          <p>The link that was mailed stops working at once. You can invite this address again.</p>
          {refused && (
            <Note kind="bad" announce>
              {refused}
            </Note>
          )}
        </div>
        <DialogFooter consequence="Nobody’s access changes.">
          <Button kind="danger" busy={busy} onClick={remove}>
            Remove invite
          </Button>
        </DialogFooter>
      </Dialog>
      {dialog}
    </span>
  );
}
