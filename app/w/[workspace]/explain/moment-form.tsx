"use client";

import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

/** Asks for a minute in the workspace's time zone, or for now. `choose` with nothing means now. */
export function MomentForm({
  chosen,
  zone,
  choose,
}: {
  chosen: string | undefined;
  zone: string;
  choose: (at: string | undefined) => void;
}) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const at = new FormData(event.currentTarget).get("at");
    choose(typeof at === "string" && at !== "" ? at.slice(0, 16) : undefined);
  };
  return (
    <form className="moment" onSubmit={submit}>
      <Field
        label="Date and time"
        help={`In ${zone}`}
        type="datetime-local"
        name="at"
        defaultValue={chosen}
        min="1970-01-02T00:00"
        max="2999-12-30T23:59"
        required
      />
      <div className="row">
        <Button type="submit" kind="primary">
          Ask about then
        </Button>
        <Button onClick={() => choose(undefined)}>Now</Button>
      </div>
    </form>
  );
}
