"use client";

import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { useChange } from "../../use-change";
import { revokeKeyAction } from "./actions";

/** Ends a key for good, after saying what stops. */
export function RevokeKey({
  workspace,
  keyId,
  name,
  onClose,
}: {
  workspace: string;
  keyId: string;
  name: string;
  onClose: () => void;
}) {
  const { send, busy, refused, dialog } = useChange(workspace);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const told = `${name} is revoked. It opens nothing any more.`;
    if (await send(revokeKeyAction, { keyId }, () => told)) onClose();
  };

  return (
    <>
      <Dialog open onOpenChange={(open) => !open && !busy && onClose()} title={`Revoke ${name}`} size="s">
        <form onSubmit={submit}>
          <div className="body">
            {refused && (
              <Note kind="bad" announce>
                {refused.message}
              </Note>
            )}
            <p>
              From its next request on, whoever asks with this key is refused. Nobody&rsquo;s access in Remit
              changes, but a system that relies on the answers may let nobody in.
            </p>
          </div>
          <DialogFooter consequence="A revoked key never works again.">
            <Button type="submit" kind="danger" busy={busy}>
              Revoke key
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
