"use client";

import { useEffect } from "react";

/** Brings the event that was asked for into view. */
export function OpenedEvent({ id }: { id: string }) {
  useEffect(() => {
    const event = document.getElementById(`event-${id}`);
    event?.scrollIntoView({ block: "center" });
    event?.querySelector("summary")?.focus({ preventScroll: true });
  }, [id]);
  return null;
}
