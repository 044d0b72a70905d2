"use client";

import { useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { PeoplePicker } from "@/components/list/people-picker";

export type Picked = { membershipId: string; name: string };

const why = { free: null, member: "in the group already", you: "nobody adds themselves" } as const;

/** A search over the members of the workspace. */
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
  const answer = useAnswer(workspace, "groups.candidates", { groupId, q: q.trim() }, 200);
  const line = ({ membershipId, name }: Picked) => ({
    kind: "member" as const,
    id: membershipId,
    name,
    people: null,
  });
  return (
    <div className="pick-people">
      <PeoplePicker
        label="Find members"
        text={q}
        onText={setQ}
        found={
          answer.state === "ready"
            ? [
                {
                  title: "Members",
                  candidates: answer.value.map(({ state, ...person }) => ({
                    ...line(person),
                    second: why[state] ? `${person.email}, ${why[state]}` : person.email,
                    closed: state !== "free",
                    held: state === "member",
                  })),
                },
              ]
            : null
        }
        failed={answer.state === "failed" && answer}
        picked={picked.map(line)}
        onPick={({ id, name }, on) =>
          onChange([
            ...picked.filter(({ membershipId }) => membershipId !== id),
            ...(on ? [{ membershipId: id, name }] : []),
          ])
        }
        nothing="Only active members of this workspace can be added. Look at the spelling."
      />
    </div>
  );
}
