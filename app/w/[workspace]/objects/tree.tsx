"use client";

import { useParams, useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import type { TreePage } from "@/lib/resources/tree";
import { WhyNotAny } from "../why-not";
import { TreeLine } from "./tree-line";
import { type Line, linesOf, moveBy, typedTo } from "./tree-lines";
import { useBranches } from "./use-branches";

/** Milliseconds within which letters belong to one name. */
const typingPause = 600;

/** Campaigns, projects and actions as a tree to walk through by keyboard; loaded as it is expanded. */
export function Tree({
  workspace,
  first,
  archived,
}: {
  workspace: string;
  first: TreePage;
  archived: boolean;
}) {
  const router = useRouter();
  const { resourceId = null } = useParams<{ resourceId?: string }>();
  const { branches, expanded, expand, collapse, more } = useBranches(workspace, first, archived, resourceId);
  const lines = linesOf(branches, expanded);
  const [active, setActive] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const stop = [active, resourceId].find((id) => lines.some((line) => line.id === id)) ?? lines[0]?.id ?? "";
  const shown = lines.find(({ id }) => id === resourceId);
  const inSight = shown !== undefined;
  const holds = shown?.kind === "object" && shown.row.below > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once, when it comes into sight
  useEffect(() => {
    if (resourceId) setActive(resourceId);
    if (resourceId && holds) expand(resourceId);
    // Back from an object, the tree is found where it was left.
    const id = resourceId ?? active;
    if (id) elementOf(list.current, id)?.scrollIntoView({ block: "nearest" });
  }, [resourceId, inSight]);

  if (lines.length === 0)
    return (
      <EmptyState
        icon={archived ? "archive" : "tree"}
        title={archived ? "Nothing is archived" : "No object yet"}
      >
        {archived
          ? "Archived campaigns, projects and actions are kept here with their teams."
          : "Campaigns, projects and actions that you may see appear here."}
      </EmptyState>
    );

  const focus = (id: string) => {
    setActive(id);
    elementOf(list.current, id)?.focus();
  };
  const toggle = (line: Line) => {
    if (line.kind === "object" && line.row.below > 0) (line.open ? collapse : expand)(line.id);
  };
  const expandSiblings = ({ parent }: Line) => {
    for (const line of lines)
      if (line.parent === parent && line.kind === "object" && !line.open) toggle(line);
  };
  const hrefOf = (id: string) => `/w/${workspace}/objects/${id}${archived ? "?archived=1" : ""}`;
  const act = (line: Line) => {
    if (line.kind !== "object") more(line.parent);
    else if (line.row.locked) toggle(line);
    else router.push(hrefOf(line.id));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const line = lines.find(({ id }) => id === stop);
    if (!line || event.metaKey || event.ctrlKey || event.altKey) return;
    const move = moveBy(event.key, lines, stop);
    if (move && "focus" in move) focus(move.focus);
    else if (move && "expand" in move) expand(move.expand);
    else if (move) collapse(move.collapse);
    else if (event.key === "*") expandSiblings(line);
    else if (event.key === "Enter" || event.key === " ") act(line);
    else if (isTyped(event.key)) {
      const text = event.timeStamp - typed.current.at < typingPause ? typed.current.text : "";
      typed.current = { text: text + event.key, at: event.timeStamp };
      const found = typedTo(typed.current.text, lines, stop);
      if (found) focus(found);
    } else return;
    event.preventDefault();
  };
  const busy = lines.some(({ kind }) => kind === "loading");
  return (
    <>
      <div
        role="tree"
        aria-label="Campaigns, projects and actions"
        aria-busy={busy}
        ref={list}
        onKeyDown={onKeyDown}
      >
        {lines.map((line) => (
          <TreeLine
            key={line.id}
            line={line}
            href={hrefOf(line.id)}
            current={line.id === resourceId}
            stop={line.id === stop}
            onFocus={() => setActive(line.id)}
            onToggle={() => toggle(line)}
            onAct={() => act(line)}
          />
        ))}
      </div>
      <ClosedNames lines={lines} active={stop} />
      <p className="sr" role="status">
        {busy && "Loading"}
      </p>
    </>
  );
}

/** Why of some objects only the name is open: of the active one first. */
function ClosedNames({ lines, active }: { lines: readonly Line[]; active: string }) {
  const rows = lines.flatMap((line) => (line.kind === "object" && line.row.locked ? [line.row] : []));
  if (rows.length === 0) return null;
  return (
    <p className="small closed-names">
      <Icon name="lock" />
      <span>Only the name is open.</span>
      <WhyNotAny
        locked={rows
          .toSorted((a, b) => Number(b.id === active) - Number(a.id === active))
          .map(({ id, name }) => ({ permission: "marketing-object:view", resourceId: id, label: name }))}
        about={rows.length === 1 ? `open ${rows[0]?.name}` : "open these objects"}
      />
    </p>
  );
}

/** Letters and digits are looked for in the tree; other keys are left to the page. */
function isTyped(key: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(key);
}

function elementOf(list: HTMLElement | null, id: string) {
  return list?.querySelector<HTMLElement>(`[data-line="${CSS.escape(id)}"]`);
}
