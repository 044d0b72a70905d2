"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { ObjectKind } from "@/lib/access/facts";
import { useChange } from "../use-change";
import { createObjectAction, renameObjectAction } from "./actions";

/** What gets a name: a new object (`in` null: in the workspace itself), or one that has another name. */
export type Naming =
  | { verb: "create"; kind: ObjectKind; in: { id: string; name: string } | null }
  | { verb: "rename"; kind: ObjectKind; id: string; name: string };

/** Asks for the name of an object, and creates or renames it. */
export function NameDialog({
  workspace,
  naming,
  viewAudit,
  onClose,
}: {
  workspace: string;
  naming: Naming;
  viewAudit: boolean;
  onClose: () => void;
}) {
  const router = useRouter();
  const [name, setName] = useState(naming.verb === "rename" ? naming.name : "");
  const { busy, refused, send, dialog } = useChange(workspace, viewAudit);
  const typed = naming.verb === "rename" ? name !== naming.name : name !== "";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (naming.verb === "rename") {
      const input = { resourceId: naming.id, name };
      const done = await send(renameObjectAction, input, (it) => `${naming.name} is called ${it.name} now.`);
      if (done) onClose();
      return;
    }
    const input = { ...(naming.in ? { parentId: naming.in.id } : {}), name };
    const done = await send(createObjectAction, input, (it) => `The ${naming.kind} ${it.name} is there.`);
    if (!done) return;
    onClose();
    router.push(`/w/${workspace}/objects/${done.id}`);
  };

  const title =
    naming.verb === "rename"
      ? `Rename ${naming.name}`
      : `Create ${naming.kind}${naming.in ? ` in ${naming.in.name}` : ""}`;
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={title}
        size="s"
        onEscape={() => !busy && !typed}
      >
        <form onSubmit={submit}>
          <div className="body">
            {refused && !refused.fields?.name && <Note kind="bad">{refused.message}</Note>}
            <Field
              label="Name"
              name="name"
              value={name}
              maxLength={120}
              autoComplete="off"
              error={refused?.fields?.name}
              onChange={(event) => setName(event.target.value)}
            />
            {naming.verb === "create" && (
              <p className="small muted">
                {naming.in
                  ? `Whoever holds something on ${naming.in.name} holds it on the new ${naming.kind}, too.`
                  : "Whoever holds something on the workspace holds it on the new campaign, too."}
              </p>
            )}
          </div>
          <DialogFooter>
            <Button type="submit" kind="primary" busy={busy} disabled={name.trim() === ""}>
              {naming.verb === "rename" ? "Rename" : `Create ${naming.kind}`}
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
