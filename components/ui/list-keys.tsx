"use client";

import { Kbd } from "./kbd";
import { useShortcut } from "./shortcut";

/**
 * J and K move along the rows of a list; Enter opens one, as on any link. Tells so at the foot of the page.
 * @param props.selects whether X selects a row there
 * @param props.listId id of the element around the rows
 * @param props.rows selector of what takes the focus in each row
 */
export function ListKeys({
  listId,
  rows = "a",
  selects = false,
}: {
  listId: string;
  rows?: string;
  selects?: boolean;
}) {
  useShortcut("j", () => move(listId, rows, 1));
  useShortcut("k", () => move(listId, rows, -1));
  return (
    <p className="foot">
      <span>
        <Kbd>J</Kbd>
        <Kbd>K</Kbd> Move
      </span>
      {selects && (
        <span>
          <Kbd>X</Kbd> Select
        </span>
      )}
      <span>
        <Kbd>Enter</Kbd> Open
      </span>
    </p>
  );
}

function move(listId: string, rows: string, by: number): void {
  const stops = [...(document.getElementById(listId)?.querySelectorAll<HTMLElement>(rows) ?? [])];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  const current = stops.findIndex((stop) => stop.hasAttribute("aria-current"));
  const from = here >= 0 ? here : current;
  stops[Math.max(0, Math.min(stops.length - 1, from < 0 ? 0 : from + by))]?.focus();
}
