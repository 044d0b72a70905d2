"use client";

import { useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { Avatar } from "@/components/avatar";
import { Checkbox, ChoiceRow } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { RowSkeleton } from "@/components/ui/skeleton";

export type Picked = { membershipId: string; name: string; email: string };

const why = { free: null, member: "in the group already", you: "nobody adds themselves" } as const;

/** A search over the members of the workspace; who is ticked stays chosen while another search is made. */
export function PickPeople({
  workspace,
  groupId,
  picked,
  onChange,
}: {
  workspace: string;
  groupId: string;
  picked: readonly Picked[];
  onChange: (picked: readonly Picked[]) => void;
}) {
  const [q, setQ] = useState("");
  const found = useAnswer(workspace, "groups.candidates", { groupId, q: q.trim() }, 200);
  const isPicked = (id: string) => picked.some(({ membershipId }) => membershipId === id);
  const leaveOut = (id: string) => onChange(picked.filter(({ membershipId }) => membershipId !== id));
  return (
    <div className="pick-people">
      <Field
        label="Find members"
        type="search"
        placeholder="Name or e-mail"
        maxLength={200}
        value={q}
        onChange={(event) => setQ(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      {picked.length > 0 && (
        <ul className="chosen-people" aria-label="Chosen">
          {picked.map(({ membershipId, name }) => (
            <li key={membershipId}>
              <Avatar name={name} />
              <span className="cut">{name}</span>
              <IconButton icon="close" label={`Leave out ${name}`} onClick={() => leaveOut(membershipId)} />
            </li>
          ))}
        </ul>
      )}
      {found.state === "failed" && <p className="muted">{found.message}</p>}
      {found.state === "loading" && <RowSkeleton rows={3} label="Looking for members" />}
      {found.state === "ready" && found.value.length === 0 && <p className="muted">No active member fits.</p>}
      {found.state === "ready" && found.value.length > 0 && (
        <fieldset className="choices">
          <legend className="sr">Members found</legend>
          {found.value.map(({ state, ...person }) => (
            <ChoiceRow
              key={person.membershipId}
              control={
                <Checkbox
                  checked={isPicked(person.membershipId) || state === "member"}
                  disabled={state !== "free"}
                  onChange={(event) =>
                    event.target.checked ? onChange([...picked, person]) : leaveOut(person.membershipId)
                  }
                />
              }
              mark={<Avatar name={person.name} />}
              title={person.name}
              detail={why[state] ? `${person.email}, ${why[state]}` : person.email}
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}
