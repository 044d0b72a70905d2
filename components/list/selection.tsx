"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { numberWords } from "@/lib/words/counts";

/** Which rows of a list are selected, by their ids; kept from page to page. */
export type Selection = {
  ids: ReadonlySet<string>;
  set(ids: readonly string[], on: boolean): void;
  clear(): void;
};

/** Begins with nothing selected. Give the list its filter as the key, so that another filter begins anew. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    ids,
    set: (changed, on) =>
      setIds(
        (before) => new Set(on ? [...before, ...changed] : [...before].filter((id) => !changed.includes(id))),
      ),
    clear: () => setIds(new Set()),
  };
}

/** The box of one row. `closed` says why it cannot be selected. */
export function RowBox({
  id,
  name,
  selection,
  closed = null,
}: {
  id: string;
  name: string;
  selection: Selection;
  closed?: string | null;
}) {
  return (
    <Checkbox
      aria-label={`Select ${name}`}
      disabled={closed !== null}
      title={closed ?? undefined}
      checked={selection.ids.has(id)}
      onChange={(event) => selection.set([id], event.target.checked)}
    />
  );
}

/** The box of the heading: all rows on this page. */
export function PageBox({ ids, selection }: { ids: readonly string[]; selection: Selection }) {
  const count = ids.filter((id) => selection.ids.has(id)).length;
  const all = ids.length > 0 && count === ids.length;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = count > 0 && !all;
  }, [count, all]);
  return (
    <Checkbox
      ref={box}
      aria-label="Select all on this page"
      checked={all}
      disabled={ids.length === 0}
      onChange={(event) => selection.set(ids, event.target.checked)}
    />
  );
}

/**
 * What can be done with everything that is selected; at the foot of the list, and only while something is.
 * @param props.more a way to select more than this page holds
 * @param props.children the acts
 */
export function SelectionBar({
  selection,
  note,
  more,
  children,
}: {
  selection: Selection;
  note?: string;
  more?: ReactNode;
  children: ReactNode;
}) {
  const count = selection.ids.size;
  if (count === 0) return null;
  return (
    <section className="bulk-bar" aria-label={`Change ${count} selected`}>
      <span className="who">
        <b className="nowrap" role="status">
          {numberWords(count)} selected
        </b>
        {note && <small>{note}</small>}
      </span>
      {more}
      <Button size="s" kind="quiet" onClick={selection.clear}>
        Clear
      </Button>
      <span className="acts">{children}</span>
    </section>
  );
}
