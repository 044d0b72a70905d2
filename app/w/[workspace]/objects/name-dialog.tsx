"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import type { ObjectKind } from "@/lib/access/facts";
import { FormDialog, Refusal } from "../change-dialog";
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
  const change = useChange(workspace, viewAudit);
  const { refused, send } = change;
  const typed = naming.verb === "rename" ? name !== naming.name : name !== "";

  const submit = async () => {
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
    <FormDialog
      title={title}
      verb={naming.verb === "rename" ? "Rename" : `Create ${naming.kind}`}
      size="s"
      ready={name.trim() !== ""}
      touched={typed}
      change={change}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="body">
        {refused && !refused.fields?.name && <Refusal refused={refused} />}
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
    </FormDialog>
  );
}
