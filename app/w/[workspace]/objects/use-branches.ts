"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { TreePage } from "@/lib/resources/tree";
import { ask } from "../ask";
import { type Branch, type Branches, top } from "./tree-lines";

type Tree = {
  branches: Branches;
  expanded: ReadonlySet<string>;
  expand(id: string): void;
  collapse(id: string): void;
  /** Loads the next page of a branch, or the first one again when that failed. */
  more(parent: string): void;
};

/**
 * What of the tree is loaded and expanded. A branch is loaded page by page, when it is expanded for the first time; a
 * new top (the page was asked for anew) loads what is expanded again.
 * @param shownId the object that is open: what it lies below is expanded, so that it is in sight
 */
export function useBranches(
  workspace: string,
  first: TreePage,
  archived: boolean,
  shownId: string | null,
): Tree {
  const [branches, setBranches] = useState<Branches>(
    () => new Map([[top, archived ? waiting : ready(first)]]),
  );
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const latest = useRef({ branches, expanded });
  latest.current = { branches, expanded };
  /** The top with which something was last brought into sight: with a new one it may lie elsewhere. */
  const revealed = useRef<TreePage | null>(null);

  const put = useCallback((parent: string, branch: (before: Branch | undefined) => Branch) => {
    setBranches((all) => new Map(all).set(parent, branch(all.get(parent))));
  }, []);

  const load = useCallback(
    async (parent: string, after: string | null) => {
      put(parent, (before) => ({ ...(before ?? nothing), state: "loading" }));
      const outcome = await ask(workspace, "objects.children", {
        parentId: parent === top ? null : parent,
        archived,
        ...(after ? { after } : {}),
      });
      put(parent, (before = nothing) => {
        if (!outcome.ok) return { ...before, state: "failed" };
        const page = outcome.value;
        const known = new Set(after ? before.rows.map(({ id }) => id) : []);
        const rows = [...(after ? before.rows : []), ...page.rows.filter(({ id }) => !known.has(id))];
        return { ...before, ...page, rows, state: "ready" };
      });
    },
    [workspace, archived, put],
  );

  useEffect(() => {
    setBranches((all) => new Map([...all].map(([id, { beyond: _, ...branch }]) => [id, branch])));
    if (archived) load(top, null);
    else put(top, () => ready(first));
    for (const id of latest.current.expanded) load(id, null);
  }, [first, archived, load, put]);

  useEffect(() => {
    if (!shownId || archived) return;
    const known = [...latest.current.branches.values()].some(({ rows }) =>
      rows.some(({ id }) => id === shownId),
    );
    if (known && revealed.current === first) return;
    revealed.current = first;
    let stale = false;
    ask(workspace, "objects.path", { resourceId: shownId }).then((path) => {
      if (!path.ok || stale) return;
      const { steps } = path.value;
      steps.forEach(({ row, below }, depth) => {
        const above = steps[depth - 1]?.row.id ?? top;
        put(above, (before = nothing) => ({ ...before, beyond: row }));
        if (below) put(row.id, (before) => (before?.state === "ready" ? before : ready(below)));
      });
      setExpanded((before) => new Set([...before, ...steps.slice(0, -1).map(({ row }) => row.id)]));
    });
    return () => {
      stale = true;
    };
  }, [workspace, first, shownId, archived, put]);

  return {
    branches,
    expanded,
    expand: (id) => {
      setExpanded((before) => new Set([...before, id]));
      if (!latest.current.branches.has(id)) load(id, null);
    },
    collapse: (id) => setExpanded((before) => new Set([...before].filter((one) => one !== id))),
    more: (parent) => load(parent, latest.current.branches.get(parent)?.next ?? null),
  };
}

const waiting: Branch = { rows: [], next: null, total: null, state: "loading" };
const nothing: Branch = { rows: [], next: null, total: null, state: "ready" };

function ready(page: TreePage): Branch {
  return { ...page, state: "ready" };
}
