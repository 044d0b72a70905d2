"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { numberWords } from "@/lib/words/counts";

const perPage = 100;

type Part<T> = { items: readonly T[]; from: number; total: number; turn: (by: number) => void };

/** A hundred of many rows at a time. `about`: what the rows are; the first page comes again when it differs. */
export function usePart<T>(all: readonly T[], about: string): Part<T> {
  const [at, setAt] = useState({ about, from: 0 });
  const last = Math.max(0, Math.ceil(all.length / perPage) - 1) * perPage;
  const from = at.about === about ? Math.min(at.from, last) : 0;
  return {
    items: all.slice(from, from + perPage),
    from,
    total: all.length,
    turn: (by) => setAt({ about, from: Math.max(0, Math.min(last, from + by * perPage)) }),
  };
}

export function PartPager({ items, from, total, turn }: Part<unknown>) {
  if (total <= perPage) return null;
  return (
    <nav className="pager" aria-label="Rows">
      <span>
        {numberWords(from + 1)} to {numberWords(from + items.length)} of {numberWords(total)}
      </span>
      <Button size="s" icon="back" disabled={from === 0} onClick={() => turn(-1)}>
        Previous
      </Button>
      <Button size="s" disabled={from + items.length >= total} onClick={() => turn(1)}>
        Next
      </Button>
    </nav>
  );
}
