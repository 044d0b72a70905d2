"use client";

import { useState } from "react";
import { Field, TextArea } from "@/components/ui/field";
import { FormDialog, Refusal } from "../../change-dialog";
import type { Change } from "../../use-change";

type Named = { name: string; description: string };

/** Name and description of a group, new or renamed. What was typed stays on a refusal. */
export function GroupForm({
  title,
  verb,
  consequence,
  initial = { name: "", description: "" },
  change,
  onSubmit,
  onClose,
}: {
  title: string;
  verb: string;
  consequence?: string;
  initial?: Named;
  change: Change;
  onSubmit: (named: Named) => Promise<void>;
  onClose: () => void;
}) {
  const [name, setName] = useState(initial.name);
  const [description, setDescription] = useState(initial.description);
  const isTouched = name !== initial.name || description !== initial.description;
  const { refused } = change;
  return (
    <FormDialog
      {...{ title, verb, consequence, change, onClose }}
      touched={isTouched}
      onSubmit={() => onSubmit({ name, description })}
    >
      <div className="body">
        {refused && !refused.fields && <Refusal refused={refused} />}
        <Field
          label="Name"
          maxLength={80}
          aria-required
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
    </FormDialog>
  );
}
