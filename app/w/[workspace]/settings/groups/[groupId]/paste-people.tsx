"use client";

import { useState } from "react";
import { ask } from "@/app/w/[workspace]/ask";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Tag } from "@/components/ui/tag";
import type { CheckedLine, LineState } from "@/lib/groups/pasted";
import { numberWords } from "@/lib/words/counts";
import type { Picked } from "./pick-people";

const states: Record<LineState, { label: string; kind?: "ok" | "warn" | "bad"; help: string }> = {
  found: { label: "Found", kind: "ok", help: "" },
  member: { label: "In the group", help: "Stays as they are." },
  repeated: { label: "Twice", help: "Stands further up already." },
  you: { label: "You", kind: "warn", help: "Nobody adds themselves. Ask another Admin." },
  deactivated: { label: "Deactivated", kind: "warn", help: "Reactivate them first." },
  ambiguous: { label: "Ambiguous", kind: "warn", help: "Several people have this name. Use the address." },
  unknown: { label: "Not a member", kind: "bad", help: "Nobody here has this address or name. Invite them." },
};

/** Lines that need a look come first. */
const order: LineState[] = ["unknown", "ambiguous", "deactivated", "you", "found", "member", "repeated"];
const mostShown = 200;

/** A list as it was pasted. `lines`: what became of each, once it was checked. */
export type Pasted = { text: string; lines: readonly CheckedLine[] | null };

/** The people of a checked list who can be put into the group. */
export function peopleIn({ lines }: Pasted): Picked[] {
  return (lines ?? []).flatMap(({ state, who }) => (state === "found" && who ? [who] : []));
}

/** A pasted list and what became of each line; a bad line keeps none of the others out. */
export function PastePeople({
  workspace,
  groupId,
  pasted: { text, lines },
  onChange,
}: {
  workspace: string;
  groupId: string;
  pasted: Pasted;
  onChange: (pasted: Pasted) => void;
}) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const check = async () => {
    if (busy) return;
    setBusy(true);
    setRefused(null);
    const outcome = await ask(workspace, "groups.pasted-list", { groupId, text });
    setBusy(false);
    onChange({ text, lines: outcome.ok ? outcome.value : null });
    if (!outcome.ok) setRefused(outcome.message);
  };
  return (
    <div className="paste-people">
      <TextArea
        label="Addresses or names"
        help="One on each line, at most 5,000. People must be members of the workspace."
        rows={5}
        value={text}
        error={refused ?? undefined}
        readOnly={busy}
        onChange={(event) => onChange({ text: event.target.value, lines: null })}
      />
      <div>
        <Button size="s" busy={busy} disabled={text.trim() === ""} onClick={check}>
          Check the list
        </Button>
      </div>
      {lines && <Checked lines={lines} />}
    </div>
  );
}

function Checked({ lines }: { lines: readonly CheckedLine[] }) {
  const counts = order.flatMap((state) => {
    const count = lines.filter((line) => line.state === state).length;
    return count > 0 ? [{ state, count }] : [];
  });
  const shown = lines
    .map((line, index) => ({ ...line, index }))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.index - b.index)
    .slice(0, mostShown);
  if (lines.length === 0) return <Note>There is no address or name in it.</Note>;
  return (
    <>
      <p className="row counts" role="status">
        {counts.map(({ state, count }) => (
          <Tag key={state} {...(states[state].kind ? { kind: states[state].kind } : {})}>
            {numberWords(count)} {states[state].label.toLowerCase()}
          </Tag>
        ))}
      </p>
      <table className="tbl flat tight checked-lines">
        <caption className="sr">What became of each line</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ index, text, state, who, candidates }) => (
            <tr key={index}>
              <th scope="row">
                <span className="text">{text}</span>
                {who && who.email !== text.toLowerCase() && <small>{`${who.name}, ${who.email}`}</small>}
                {candidates.length > 0 && <small>{candidates.join(", ")}</small>}
              </th>
              <td>
                <Tag {...(states[state].kind ? { kind: states[state].kind } : {})}>{states[state].label}</Tag>
                {states[state].help && <small>{states[state].help}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > shown.length && (
        <p className="small muted">and {numberWords(lines.length - shown.length)} lines more</p>
      )}
    </>
  );
}
