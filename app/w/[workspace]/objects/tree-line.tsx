"use client";

import type { MouseEvent } from "react";
import { classes } from "@/components/ui/classes";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { kindIcons } from "./kind-icons";
import type { Line } from "./tree-lines";

/** One line of the tree: a link to an object, a name alone, or what loads more. */
export function TreeLine({
  line,
  href,
  current,
  stop,
  onFocus,
  onToggle,
  onAct,
}: {
  line: Line;
  href: string;
  current: boolean;
  stop: boolean;
  onFocus: () => void;
  onToggle: () => void;
  onAct: () => void;
}) {
  const item = {
    role: "treeitem",
    tabIndex: stop ? 0 : -1,
    "aria-level": line.level,
    "aria-setsize": line.size,
    "aria-selected": current,
    "data-line": line.id,
    onFocus,
    ...(line.position > 0 ? { "aria-posinset": line.position } : {}),
  } as const;
  const depth = `d${Math.min(line.level, 3)}`;
  if (line.kind === "loading")
    return (
      <span className={classes("line", depth)} aria-hidden>
        <span className="tw" /> Loading
      </span>
    );
  if (line.kind !== "object")
    return (
      <button type="button" {...item} className={classes("line more", depth)} onClick={onAct}>
        <span className="tw" />
        {line.kind === "more" ? "Show more" : "Could not be loaded. Try again"}
      </button>
    );
  const { row, open } = line;
  const expandable = row.below > 0;
  const press = (event: MouseEvent<HTMLElement>) => {
    const onTwist = event.target instanceof Element && event.target.closest(".tw") !== null;
    if (!row.locked && !(onTwist && expandable)) return;
    event.preventDefault();
    onToggle();
  };
  const content = (
    <>
      <span className="tw">{expandable && <Icon name={open ? "chevron-down" : "chevron-right"} />}</span>
      <Icon name={row.locked ? "lock" : kindIcons[row.kind]} />
      <span className="cut">{row.name}</span>
      {row.locked && <span className="sr">, only its name is open to you</span>}
      {row.completed && <span className="sr">, completed</span>}
      {row.completed && <Icon name="check" className="done" />}
      {expandable && (
        <span className="ct">
          {row.below}
          <span className="sr"> below</span>
        </span>
      )}
    </>
  );
  const shared = {
    ...item,
    ...(expandable ? { "aria-expanded": open } : {}),
    className: classes("line", depth, current && "on", row.locked && "locked"),
    onClick: press,
  };
  return row.locked ? (
    <button type="button" {...shared}>
      {content}
    </button>
  ) : (
    <Link {...shared} href={href} aria-current={current ? "page" : undefined}>
      {content}
    </Link>
  );
}
