"use client";

import { useRef, useState } from "react";

/** Open or not: the caller's state where it gives one, else our own. */
export function useOpen(open: boolean | undefined, onOpenChange: ((open: boolean) => void) | undefined) {
  const [own, setOwn] = useState(false);
  const change = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return [open ?? own, change] as const;
}

/**
 * Dims the page under a sheet on phones. It closes the sheet when a press that began on it ends: sooner, the press
 * would go on to whatever lies under it; and the press that opened the sheet ends here too.
 */
export function SheetScrim({ onPress }: { onPress: () => void }) {
  const began = useRef(false);
  const begin = () => {
    began.current = true;
  };
  const end = () => {
    if (began.current) onPress();
  };
  // biome-ignore lint/a11y/noStaticElementInteractions: Escape does the same by keyboard
  // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same by keyboard
  return <div className="menu-scrim" onPointerDown={begin} onClick={end} />;
}

/** For a layer's onPointerDownOutside: leaves the scrim to close by itself. */
export function leaveToScrim(event: CustomEvent<{ originalEvent: Event }>) {
  const { target } = event.detail.originalEvent;
  if (target instanceof Element && target.classList.contains("menu-scrim")) event.preventDefault();
}
