"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

type Selection = {
  /** Membership ids. */
  selected: ReadonlySet<string>;
  set(ids: readonly string[], on: boolean): void;
  clear(): void;
};

const Context = createContext<Selection | null>(null);

/**
 * Around a list: who is selected in it. A selection is kept from page to page of one filter; give the filter as the
 * key, so that another filter begins with nobody.
 */
export function BulkSelection({ children }: { children: ReactNode }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const selection = useMemo(
    () => ({
      selected,
      set: (ids: readonly string[], on: boolean) =>
        setSelected((before) => {
          const next = new Set(before);
          for (const id of ids) on ? next.add(id) : next.delete(id);
          return next;
        }),
      clear: () => setSelected(new Set()),
    }),
    [selected],
  );
  return <Context value={selection}>{children}</Context>;
}

export function useSelection(): Selection {
  const selection = useContext(Context);
  if (!selection) throw new Error("useSelection needs BulkSelection around it");
  return selection;
}
