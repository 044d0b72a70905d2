"use client";

import { useEffect, useRef } from "react";

const typing = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
const above = "[role=dialog], [role=menu]";

/** Milliseconds within which the second key of a sequence has to follow the first. */
const sequencePause = 1500;

/**
 * Runs `act` when the single key is pressed: not while typing, not with a modifier, not under a dialog or menu, and
 * never when the person turned single keys off (`data-keys="off"` on the root, WCAG 2.1.4). A key of null: never.
 */
export function useShortcut(key: string | null, act: () => void) {
  const latest = useLatest(act);
  useEffect(() => {
    if (key === null) return;
    const wanted = key.toLowerCase();
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== wanted || event.repeat || !isShortcut(event)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [key, latest]);
}

/**
 * Runs `act` with the letter that is pressed soon after `first`, under the rules of single keys. That letter does
 * nothing else on the page; `first` itself begins a sequence only where nothing on the page answers to it.
 */
export function useSequence(first: string, act: (letter: string) => void) {
  const latest = useLatest(act);
  useEffect(() => {
    let begunAt = Number.NEGATIVE_INFINITY;
    const begin = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === first && !event.repeat && isShortcut(event)) begunAt = event.timeStamp;
    };
    const follow = (event: KeyboardEvent) => {
      if (event.timeStamp - begunAt > sequencePause || event.repeat || event.key === "Shift") return;
      begunAt = Number.NEGATIVE_INFINITY;
      if (!/^\p{L}$/u.test(event.key) || !isShortcut(event)) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(event.key.toLowerCase());
    };
    // The window hears a key first on the way down and last on the way up.
    window.addEventListener("keydown", follow, { capture: true });
    window.addEventListener("keydown", begin);
    return () => {
      window.removeEventListener("keydown", follow, { capture: true });
      window.removeEventListener("keydown", begin);
    };
  }, [first, latest]);
}

function isShortcut(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return false;
  if (document.documentElement.dataset.keys === "off") return false;
  if (event.target instanceof Element && event.target.closest(typing)) return false;
  return document.querySelector(above) === null;
}

function useLatest<T>(value: T) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
