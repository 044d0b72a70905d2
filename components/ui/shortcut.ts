"use client";

import { useEffect, useRef } from "react";

const typing = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const above = "[role=dialog], [role=menu]";

/**
 * Runs `act` when the single key is pressed: not while typing, not with a modifier, not under a dialog or menu, and
 * never when the person turned single keys off (`data-keys="off"` on the root, WCAG 2.1.4). A key of null: never.
 */
export function useShortcut(key: string | null, act: () => void) {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (key === null) return;
    const wanted = key.toLowerCase();
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== wanted || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.repeat || event.defaultPrevented || document.documentElement.dataset.keys === "off") return;
      if (event.target instanceof Element && event.target.closest(typing)) return;
      if (document.querySelector(above)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [key]);
}
