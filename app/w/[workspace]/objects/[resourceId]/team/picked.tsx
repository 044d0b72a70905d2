"use client";

import { Avatar } from "@/components/avatar";
import { IconButton } from "@/components/ui/icon-button";
import { allCounted } from "@/lib/words/counts";

/** Somebody chosen to be added. `people`: of a group. */
export type Picked = { kind: "member" | "group"; id: string; name: string; people: number | null };

/** Who is chosen so far, each to be taken out again. */
export function PickedList({
  picked,
  onTakeOut,
}: {
  picked: readonly Picked[];
  onTakeOut: (one: Picked) => void;
}) {
  if (picked.length === 0) return null;
  return (
    <ul className="picked" aria-label="Chosen">
      {picked.map((one) => (
        <li key={one.id} className={one.kind === "group" ? "of-group" : undefined}>
          <Avatar name={one.name} kind={one.kind === "group" ? "group" : "person"} />
          <span className="cut">{one.name}</span>
          {one.people !== null && <span className="faint">{one.people}</span>}
          <IconButton icon="close" label={`Take out ${one.name}`} onClick={() => onTakeOut(one)} />
        </li>
      ))}
    </ul>
  );
}

/** "2 people and 1 group". */
export function countWords(picked: readonly Pick<Picked, "kind">[]): string {
  const groups = picked.filter(({ kind }) => kind === "group").length;
  const people = picked.length - groups;
  return allCounted([people, "person", "people"], [groups, "group"]);
}
