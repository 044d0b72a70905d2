"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { useChange } from "../../use-change";
import { revokeKeyAction } from "./actions";

/** Ends a key for good, after saying what stops. */
export function RevokeKey({ workspace, keyId, name }: { workspace: string; keyId: string; name: string }) {
  const { send, busy, refused, forget, dialog } = useChange(workspace);
  const [open, setOpen] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const told = `${name} is revoked. It opens nothing any more.`;
    if (await send(revokeKeyAction, { keyId }, () => told)) setOpen(false);
  };

  return (
    <>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          forget();
        }}
        trigger={
          <Button size="s" kind="quiet" aria-label={`Revoke ${name}`}>
            Revoke
          </Button>
        }
        title={`Revoke ${name}`}
        size="s"
      >
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
