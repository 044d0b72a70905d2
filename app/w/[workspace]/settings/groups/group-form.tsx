"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field, TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { Refused } from "@/lib/doorway/outcome";

type Named = { name: string; description: string };

/** Name and description of a group, new or renamed. What was typed stays on a refusal. */
export function GroupForm({
  title,
  verb,
  consequence,
  initial = { name: "", description: "" },
  busy,
  refused,
  onSubmit,
  onClose,
}: {
  title: string;
  verb: string;
  consequence?: string;
  initial?: Named;
  busy: boolean;
  refused: Refused | null;
  onSubmit: (named: Named) => void;
  onClose: () => void;
}) {
  const [name, setName] = useState(initial.name);
  const [description, setDescription] = useState(initial.description);
  const isTouched = name !== initial.name || description !== initial.description;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ name, description });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      onEscape={() => !busy && !isTouched}
    >
      <form onSubmit={submit} noValidate>
        <div className="body">
          {refused && !refused.fields && <Note kind="bad">{refused.message}</Note>}
          <Field
            label="Name"
            maxLength={80}
            required
            error={refused?.fields?.name}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <TextArea
            label="Description"
            help="Who belongs to it, and what for."
            maxLength={500}
            error={refused?.fields?.description}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </div>
        <DialogFooter consequence={consequence}>
          <Button type="submit" kind="primary" busy={busy}>
            {verb}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
