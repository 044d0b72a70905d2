"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/choice";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { addMembersAction } from "../actions";
import { Effect, isConfirmable } from "../effect";
import { useChange } from "../use-change";
import { usePreview } from "../use-preview";
import { PastePeople } from "./paste-people";
import { type Picked, PickPeople } from "./pick-people";
import { given, Reason } from "./reason";

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
  const [pasted, setPasted] = useState<readonly Picked[]>([]);
  const [reason, setReason] = useState("");
  const people = way === "pick" ? picked : pasted;
  const membershipIds = people.map(({ membershipId }) => membershipId);
  const { run, busy, refused, dialog } = useChange(workspace, addMembersAction);
  const preview = usePreview(
    workspace,
    group.id,
    membershipIds.length > 0 ? { kind: "add", membershipIds } : null,
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { groupId: group.id, membershipIds, ...given(reason) };
    const done = await run(input, ({ name, people: count }) =>
      count === 1
        ? `${people[0]?.name ?? "1 person"} is in ${name} now.`
        : `${counted(count)} are in ${name} now.`,
    );
    if (done) onClose();
  };
  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={`Add members to ${group.name}`}
        size="l"
        onEscape={() => !busy && people.length === 0}
      >
        <form onSubmit={submit}>
          <div className="two">
            <div>
              {refused && <Note kind="bad">{refused.message}</Note>}
              <Segments legend="How to choose them" name="way" options={ways} value={way} onChange={setWay} />
              {way === "pick" ? (
                <PickPeople workspace={workspace} groupId={group.id} picked={picked} onChange={setPicked} />
              ) : (
                <PastePeople workspace={workspace} groupId={group.id} onFound={setPasted} />
              )}
              <Reason value={reason} error={refused?.fields?.reason} onChange={setReason} />
            </div>
            <aside aria-label="Effect">
              <h3>What changes</h3>
              <Effect preview={preview} idle="Choose people to see what each of them gains." />
            </aside>
          </div>
          <DialogFooter consequence="Works at once, in open tabs too.">
            <Button
              type="submit"
              kind="primary"
              busy={busy}
              disabled={people.length === 0 || !isConfirmable(preview)}
            >
              {people.length === 0 ? "Add members" : `Add ${counted(people.length)}`}
            </Button>
          </DialogFooter>
        </form>
      </Dialog>
      {dialog}
    </>
  );
}

function counted(people: number): string {
  return `${people.toLocaleString("en-GB")} ${people === 1 ? "person" : "people"}`;
}
