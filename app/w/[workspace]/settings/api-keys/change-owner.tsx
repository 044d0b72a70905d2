"use client";

import { useState } from "react";
import { Avatar } from "@/components/avatar";
import { Combobox } from "@/components/ui/combobox";
import type { KeyRow } from "@/lib/keys/queries";
import type { FoundPerson } from "@/lib/search/queries";
import { FormDialog, Refusal } from "../../change-dialog";
import { useAnswer } from "../../use-answer";
import { useChange } from "../../use-change";
import { changeKeyOwnerAction } from "./actions";

/** Milliseconds to wait for what is typed to settle. */
const pause = 150;

/** Gives a key another owner, who answers for it from then on. */
export function ChangeOwner({
  workspace,
  row: { id, name, owner },
  onClose,
}: {
  workspace: string;
  row: KeyRow;
  onClose: () => void;
}) {
  const change = useChange(workspace);
  const { send, refused, forget } = change;
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<FoundPerson | null>(null);
  const q = text.trim();
  const found = useAnswer(workspace, "search.results", q && !chosen ? { q, kinds: ["people"] } : null, pause);
  const people = found.state === "ready" ? found.value.people.filter(({ active }) => active) : [];

  const submit = async () => {
    if (!chosen) return;
    const input = { keyId: id, membershipId: chosen.membershipId };
    if (await send(changeKeyOwnerAction, input, (value) => `${value.owner} owns ${value.name} now.`))
      onClose();
  };

  return (
    <FormDialog
      title={`Change the owner of ${name}`}
      verb="Change owner"
      ready={chosen !== null}
      touched={text !== ""}
      change={change}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="body">
        {refused && <Refusal refused={refused} />}
        <p>
          {owner.lost ? `${owner.name} ${owner.lost}. ` : `${owner.name} owns it now. `}
          The key works as long as its owner is active here and holds Manage API Key and Manage User. It ends
          with the owner&rsquo;s and your own authority where that has an end.
        </p>
        <Combobox
          label="New owner"
          placeholder="Name or e-mail"
          text={chosen ? chosen.name : text}
          onText={(typed) => {
            setChosen(null);
            setText(typed);
            forget();
          }}
          groups={[
            {
              title: "People",
              options: people.map((person) => ({
                id: person.membershipId,
                mark: <Avatar name={person.name} />,
                text: person.isYou ? `${person.name} (you)` : person.name,
                note: person.email,
                choose: () => setChosen(person),
              })),
            },
          ]}
          state={
            found.state === "failed"
              ? found.message
              : found.state === "ready" && people.length === 0 && `No member is called “${q}”.`
          }
        />
      </div>
    </FormDialog>
  );
}
