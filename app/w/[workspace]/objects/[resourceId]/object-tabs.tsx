"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { Tabs } from "@/components/ui/tabs";

/** The sections of an object that the person may open. */
export function ObjectTabs({ base, team }: { base: string; team: boolean }) {
  const here = useSelectedLayoutSegment();
  return (
    <Tabs
      label="Sections of the object"
      tabs={[
        { href: base, label: "Overview", current: here === null },
        ...(team ? [{ href: `${base}/team`, label: "Team", current: here === "team" }] : []),
      ]}
    />
  );
}
