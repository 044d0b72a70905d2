"use client";

import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/ui/shortcut";

/** J and K move along the links of a list; Enter opens one, as on any link. */
export function ListKeys({ listId }: { listId: string }) {
  useShortcut("j", () => move(listId, 1));
  useShortcut("k", () => move(listId, -1));
  return (
    <p className="foot">
      <span>
        <Kbd>J</Kbd>
        <Kbd>K</Kbd> Move
      </span>
      <span>
        <Kbd>Enter</Kbd> Open
      </span>
    </p>
  );
}

function move(listId: string, by: number): void {
  const links = [...(document.getElementById(listId)?.querySelectorAll("a") ?? [])];
  const here = links.indexOf(document.activeElement as HTMLAnchorElement);
  const current = links.findIndex((link) => link.hasAttribute("aria-current"));
  const from = here >= 0 ? here : current;
  links[Math.max(0, Math.min(links.length - 1, from < 0 ? 0 : from + by))]?.focus();
}
