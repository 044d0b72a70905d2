import type { TreeRow } from "@/lib/resources/tree";

/** What is known of what lies below one object, or (by the key `top`) at the top. */
export type Branch = {
  rows: readonly TreeRow[];
  next: string | null;
  total: number | null;
  /** An object on a later page that is shown all the same, because it is open. */
  beyond?: TreeRow;
  state: "loading" | "failed" | "ready";
};

export type Branches = ReadonlyMap<string, Branch>;
export const top = "top";

/** One line of the tree as it is drawn: an object, or what stands for those that are not loaded. */
export type Line = {
  /** The object's id; of another line, its own name. */
  id: string;
  parent: string;
  level: number;
  /** Place among its siblings from 1 on, and how many they are; 0 and -1 where it is not known. */
  position: number;
  size: number;
} & ({ kind: "object"; row: TreeRow; open: boolean } | { kind: "more" | "loading" | "failed" });

/** The lines of the tree from top to bottom, of what is expanded. */
export function linesOf(branches: Branches, expanded: ReadonlySet<string>, parent = top, level = 1): Line[] {
  const branch = branches.get(parent);
  if (!branch) return [];
  const size = branch.total ?? -1;
  const object = (row: TreeRow, position: number): Line[] => {
    const open = row.below > 0 && expanded.has(row.id);
    const line: Line = { kind: "object", id: row.id, row, open, parent, level, position, size };
    return [line, ...(open ? linesOf(branches, expanded, row.id, level + 1) : [])];
  };
  const lines = branch.rows.flatMap((row, index) => object(row, index + 1));
  const standIn = (kind: "more" | "loading" | "failed") =>
    lines.push({ kind, id: `${kind} ${parent}`, parent, level, position: 0, size });
  if (branch.state !== "ready") standIn(branch.state);
  else if (branch.next) standIn("more");
  const { beyond } = branch;
  if (beyond && !branch.rows.some(({ id }) => id === beyond.id)) lines.push(...object(beyond, 0));
  return lines;
}

export type Move = { focus: string } | { expand: string } | { collapse: string };

/**
 * What a key does on a line: arrows, Home and End as in every tree; null for keys that are not the tree's.
 * Lines that stand for others are stopped at, as long as something can be done there.
 */
export function moveBy(key: string, lines: readonly Line[], at: string): Move | null {
  const stops = lines.filter(({ kind }) => kind !== "loading");
  const here = stops.findIndex(({ id }) => id === at);
  const line = stops[here];
  const to = (index: number) => {
    const stop = stops[Math.max(0, Math.min(stops.length - 1, index))];
    return stop ? { focus: stop.id } : null;
  };
  switch (key) {
    case "ArrowDown":
      return to(here + 1);
    case "ArrowUp":
      return to(here - 1);
    case "Home":
      return to(0);
    case "End":
      return to(stops.length - 1);
    case "ArrowRight":
      if (line?.kind !== "object" || line.row.below === 0) return null;
      return line.open ? to(here + 1) : { expand: line.id };
    case "ArrowLeft":
      if (line?.kind === "object" && line.open) return { collapse: line.id };
      return line && line.parent !== top ? { focus: line.parent } : null;
    default:
      return null;
  }
}

/** The next line, after the one at hand and around, whose name begins with what was typed. */
export function typedTo(typed: string, lines: readonly Line[], at: string): string | null {
  const here = lines.findIndex(({ id }) => id === at);
  // One letter again and again walks through the names; more letters may still fit the line at hand.
  const first = typed.length === 1 ? here + 1 : here;
  const around = [...lines.slice(Math.max(0, first)), ...lines.slice(0, Math.max(0, first))];
  const wanted = typed.toLocaleLowerCase();
  const found = around.find(
    (line) => line.kind === "object" && line.row.name.toLocaleLowerCase().startsWith(wanted),
  );
  return found?.id ?? null;
}
