"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useProof } from "@/app/proof/use-proof";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { toast } from "@/components/ui/toast";
import { revokeKeyAction } from "./actions";

/** Ends a key for good, after saying what stops. */
export function RevokeKey({ workspace, keyId, name }: { workspace: string; keyId: string; name: string }) {
  const router = useRouter();
  const { run, dialog } = useProof();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const outcome = await run(revokeKeyAction, { workspace, idempotencyKey: crypto.randomUUID(), keyId });
    setBusy(false);
    if (!outcome) return;
    if (!outcome.ok) {
      setRefused(outcome.message);
      return;
    }
    setOpen(false);
    toast.success(`${name} is revoked. It opens nothing any more.`, {
      action: {
        label: "See it in the audit log",
        href: `/w/${workspace}/settings/audit?event=${outcome.value.event}`,
      },
    });
    router.refresh();
  };

  return (
    <>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          setRefused(null);
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
                {refused}
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
