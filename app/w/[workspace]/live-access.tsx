"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Asks for the page anew as soon as the server says that the person's access here has changed. */
export function LiveAccess({ workspace }: { workspace: string }) {
  const router = useRouter();
  useEffect(() => {
    const events = new EventSource(`/api/w/${encodeURIComponent(workspace)}/events`);
    events.addEventListener("access", () => router.refresh());
    // A stream that the server refuses for good means that the person is out: the page will say so.
    events.addEventListener("error", () => {
      if (events.readyState === EventSource.CLOSED) router.refresh();
    });
    return () => events.close();
  }, [workspace, router]);
  return null;
}
