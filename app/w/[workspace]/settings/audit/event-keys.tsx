"use client";

import { useEffect } from "react";
import { useShortcut } from "@/components/ui/shortcut";

/** J and K move from event to event; the one that was asked for is brought into view. */
export function EventKeys({ opened }: { opened: string | null }) {
  useEffect(() => {
    if (!opened) return;
    const event = document.getElementById(`event-${opened}`);
    event?.scrollIntoView({ block: "center" });
    event?.querySelector("summary")?.focus({ preventScroll: true });
  }, [opened]);
  useShortcut("j", () => move(1));
  useShortcut("k", () => move(-1));
  return null;
}

function move(step: 1 | -1) {
  const events = [...document.querySelectorAll<HTMLElement>(".event summary")];
  const current = events.findIndex((event) => event.parentElement?.contains(document.activeElement));
  const next = current === -1 ? 0 : Math.min(Math.max(current + step, 0), events.length - 1);
  events[next]?.focus();
}
