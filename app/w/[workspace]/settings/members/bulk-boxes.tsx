"use client";

import { useEffect, useRef } from "react";
import { Checkbox } from "@/components/ui/choice";
import { useShortcut } from "@/components/ui/shortcut";
import { useSelection } from "./bulk-selection";

/** The box of one row. Its row is marked, so that it is seen without looking at the box. */
export function RowBox({ membershipId, name }: { membershipId: string; name: string }) {
  const { selected, set } = useSelection();
  const checked = selected.has(membershipId);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const row = box.current?.closest("tr");
    if (checked) row?.setAttribute("data-selected", "");
    else row?.removeAttribute("data-selected");
  }, [checked]);
  return (
    <Checkbox
      ref={box}
      aria-label={`Select ${name}`}
      data-membership={membershipId}
      checked={checked}
      onChange={(event) => set([membershipId], event.target.checked)}
    />
  );
}

/** The box of the heading: all on this page. X selects the row that has the focus. */
export function PageBox({ membershipIds }: { membershipIds: readonly string[] }) {
  const { selected, set } = useSelection();
  const count = membershipIds.filter((id) => selected.has(id)).length;
  const box = useRef<HTMLInputElement>(null);
  const all = membershipIds.length > 0 && count === membershipIds.length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = count > 0 && !all;
  }, [count, all]);
  useShortcut("x", () => {
    const row = document.activeElement?.closest("tr");
    const id = row?.querySelector<HTMLElement>("[data-membership]")?.dataset.membership;
    if (id) set([id], !selected.has(id));
  });
  return (
    <Checkbox
      ref={box}
      aria-label="Select all on this page"
      checked={all}
      disabled={membershipIds.length === 0}
      onChange={(event) => set(membershipIds, event.target.checked)}
    />
  );
}
