"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import type { ObjectTree as Loaded } from "@/lib/resources/tree";
import { Tree } from "./tree";

/** The column beside an object: its heading, and the tree. */
export function ObjectTree({ workspace, top }: { workspace: string } & Loaded) {
  const Heading = useSelectedLayoutSegment() === null ? "h1" : "h2";
  return (
    <nav className="tree" aria-label="Objects">
      <header>
        <Heading>Objects</Heading>
      </header>
      <Tree workspace={workspace} first={top} archived={false} />
    </nav>
  );
}
