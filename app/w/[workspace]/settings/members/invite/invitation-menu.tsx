"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuRule } from "@/components/ui/menu";
import { Note } from "@/components/ui/note";
import { type InvitationRef, useInvitation } from "./use-invitation";

/** Resend invite and Remove invite. */
export function InvitationMenu({ workspace, invitation }: { workspace: string; invitation: InvitationRef }) {
  const { busy, resend, remove, dialog } = useInvitation(workspace, invitation);
  const [removing, setRemoving] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { email } = invitation;
  const confirm = async () => {
    const why = await remove();
    setRefused(why);
    if (!why) setRemoving(false);
  };
  return (
    <>
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
      <Dialog open={removing} onOpenChange={setRemoving} title={`Remove the invitation of ${email}`} size="s">
        <div className="body">
          <p>The link that was mailed stops working at once. You can invite this address again.</p>
          {refused && (
            <Note kind="bad" announce>
              {refused}
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
