"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useSubmit } from "@/app/proof/use-submit";
import { Button } from "@/components/ui/button";
import { ChoiceRow, Radio } from "@/components/ui/choice";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { useShortcut } from "@/components/ui/shortcut";
import type { Refused } from "@/lib/doorway/outcome";
import type { NewKey } from "@/lib/keys/commands";
import { type Lifetime, lifetimes } from "@/lib/keys/input";
import { useOpenedDialog } from "../../use-opened";
import { createKeyAction } from "./actions";
import { ShownOnce } from "./shown-once";

const lifetimeWords: Record<Lifetime, { title: string; detail: string }> = {
  "30": { title: "30 days", detail: "To try something out" },
  "90": { title: "90 days", detail: "For a system that is set up anew each quarter" },
  "365": { title: "One year", detail: "For a system that stays" },
  never: {
    title: "No end date",
    detail: "It works until somebody revokes it, as long as its owner may have it",
  },
};

/** The button "Create key" (key C) with its dialog: first the form, then the secret, which is shown this once. */
export function CreateKey({
  workspace,
  endpoint,
  authorityEnds,
}: {
  workspace: string;
  endpoint: string;
  /** When the person's own authority to have a key ends, in words; null: it does not. */
  authorityEnds: string | null;
}) {
  const router = useRouter();
  const { submit, dialog } = useSubmit(workspace);
  const [open, setOpen] = useOpenedDialog("create");
  const [busy, setBusy] = useState(false);
  const [name, setName] = useState("");
  const [lifetime, setLifetime] = useState<Lifetime>("90");
  const [refused, setRefused] = useState<Refused | null>(null);
  const [made, setMade] = useState<NewKey | null>(null);
  const [copied, setCopied] = useState(false);
  const [warned, setWarned] = useState(false);
  useShortcut("c", () => setOpen(true));

  const change = (next: boolean) => {
    if (!next && made?.secret && !copied && !warned) return setWarned(true);
    setOpen(next);
    if (next || !made) return;
    setMade(null);
    setCopied(false);
    setWarned(false);
    setName("");
    setLifetime("90");
    router.refresh();
  };
  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefused(null);
    const purpose = "Whoever holds this key can ask about everybody here.";
    const outcome = await submit(createKeyAction, { name, lifetime }, { purpose });
    setBusy(false);
    if (!outcome) return;
    if (outcome.ok) setMade(outcome.value);
    else setRefused(outcome);
  };

  return (
    <>
      <Dialog
        open={open}
        onOpenChange={change}
        trigger={
          <Button kind="primary" icon="plus" shortcut="C">
            Create key
          </Button>
        }
        title={made ? `Keep the secret of ${made.name}` : "Create key"}
        onEscape={() => {
          if (made) setWarned(true);
          return !busy && (made ? copied || made.secret === null : name === "");
        }}
      >
        {made ? (
          <ShownOnce
            workspace={workspace}
            made={made}
            endpoint={endpoint}
            warned={warned && !copied}
            onCopied={() => setCopied(true)}
            onDone={() => change(false)}
          />
        ) : (
          <form onSubmit={create} noValidate>
            <div className="body">
              {refused && !refused.fields && (
                <Note kind="bad" announce>
                  {refused.message}
                </Note>
              )}
              <Field
                label="Name"
                help="The system that will ask, such as Web shop."
                maxLength={60}
                autoComplete="off"
                value={name}
                error={refused?.fields?.name}
                onChange={(event) => setName(event.target.value)}
              />
              <fieldset>
                <legend className="lab">It ends after</legend>
                <div className="choices">
                  {lifetimes.map((value) => (
                    <ChoiceRow
                      key={value}
                      control={
                        <Radio
                          name="lifetime"
                          value={value}
                          checked={lifetime === value}
                          onChange={() => setLifetime(value)}
                        />
                      }
                      {...lifetimeWords[value]}
                    />
                  ))}
                </div>
              </fieldset>
              {lifetime === "never" && (
                <Note kind="warn" announce>
                  A key without an end is marked in the list. A secret that leaks opens this workspace until
                  somebody notices.
                </Note>
              )}
              {authorityEnds && (
                <Note kind="warn">
                  Your own authority ends on {authorityEnds}. The key ends then at the latest.
                </Note>
              )}
              <Note>
                The key may read decisions: whoever holds it can ask what anybody in this workspace may do,
                and can change nothing. You own it: it works as long as you are active here and hold Manage
                API Key and Manage User.
              </Note>
            </div>
            <DialogFooter>
              <Button type="submit" kind="primary" busy={busy}>
                Create key
              </Button>
            </DialogFooter>
          </form>
        )}
      </Dialog>
      {dialog}
    </>
  );
}
