"use client";

import { usePathname, useSearchParams, useSelectedLayoutSegment } from "next/navigation";
import { FilterChip } from "@/components/ui/filter-chip";
import { IconButton } from "@/components/ui/icon-button";
import type { ObjectTree as Loaded } from "@/lib/resources/tree";
import { useOpenedDialog } from "../use-opened";
import { NameDialog } from "./name-dialog";
import { Tree } from "./tree";
import { TreeSearch } from "./tree-search";

/** The column beside an object: find and create, and the tree of what is in use or archived. */
export function ObjectTree({ workspace, top, may }: { workspace: string } & Loaded) {
  const Heading = useSelectedLayoutSegment() === null ? "h1" : "h2";
  const path = usePathname();
  const archived = useSearchParams().get("archived") === "1";
  const [creating, setCreating] = useOpenedDialog("create");
  return (
    <nav className="tree" aria-label="Objects">
      <header>
        <Heading>Objects</Heading>
        {may.create && (
          <IconButton icon="plus" label="Create campaign" className="end" onClick={() => setCreating(true)} />
        )}
      </header>
      <TreeSearch workspace={workspace}>
        <div className="tree-filter">
          <FilterChip
            label="Show"
            value={archived ? "Archived" : undefined}
            clearHref={path}
            options={[
              { label: "In use", href: path, selected: !archived },
              { label: "Archived", href: `${path}?archived=1`, selected: archived },
            ]}
          />
        </div>
        <Tree key={String(archived)} workspace={workspace} first={top} archived={archived} />
      </TreeSearch>
      {may.create && creating && (
        <NameDialog
          workspace={workspace}
          naming={{ verb: "create", kind: "campaign", in: null }}
          viewAudit={may.viewAudit}
          onClose={() => setCreating(false)}
        />
      )}
    </nav>
  );
}
