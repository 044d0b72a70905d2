"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/choice";
import { counted } from "@/lib/words/counts";
import { addMembersAction } from "../actions";
import { GroupChangeDialog } from "../group-change-dialog";
import { type Pasted, PastePeople, peopleIn } from "./paste-people";
import { type Picked, PickPeople } from "./pick-people";

type Props = { workspace: string; group: { id: string; name: string } };

/** Puts members into the group: picked one by one, or from a pasted list. */
export function AddMembers(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        Add members
      </Button>
      {open && <AddMembersDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

const ways = [
  { value: "pick", label: "Search" },
  { value: "paste", label: "Paste a list" },
];

function AddMembersDialog({ workspace, group, onClose }: Props & { onClose: () => void }) {
  const [way, setWay] = useState("pick");
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const [pasted, setPasted] = useState<Pasted>({ text: "", lines: null });
  const people = way === "pick" ? picked : peopleIn(pasted);
  const membershipIds = people.map(({ membershipId }) => membershipId);
  return (
    <GroupChangeDialog
      workspace={workspace}
      groupId={group.id}
      title={`Add members to ${group.name}`}
      verb={people.length === 0 ? "Add members" : `Add ${counted(people.length, "person", "people")}`}
      consequence="Works at once, in open tabs too."
      touched={picked.length > 0 || pasted.text.trim() !== ""}
      change={membershipIds.length > 0 ? { kind: "add", membershipIds } : null}
      idle="Choose people to see what each of them gains."
      act={addMembersAction}
      input={{ membershipIds }}
      told={({ name, people: count }) =>
        count === 1
          ? `${name} is in ${group.name} now.`
          : `${counted(count, "person", "people")} are in ${group.name} now.`
      }
      onClose={onClose}
    >
      <Segments legend="How to choose them" name="way" options={ways} value={way} onChange={setWay} />
      {way === "pick" ? (
        <PickPeople workspace={workspace} groupId={group.id} picked={picked} onChange={setPicked} />
      ) : (
        <PastePeople workspace={workspace} groupId={group.id} pasted={pasted} onChange={setPasted} />
      )}
    </GroupChangeDialog>
  );
}
