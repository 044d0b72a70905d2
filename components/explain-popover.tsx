"use client";

import type { ReactNode } from "react";
import { Thread, type ThreadNode } from "./thread";
import { classes } from "./ui/classes";
import { Note } from "./ui/note";
import { Popover } from "./ui/popover";
import { Skeleton } from "./ui/skeleton";

export type Explanation = {
  /** "Jonas is Editor on Activation because Brand Team Lead gives it." */
  sentence: ReactNode;
  /** One thread for each path that contributes. */
  paths: readonly (readonly ThreadNode[])[];
  /** Paths that would give it but for one thing, named in words. */
  without?: readonly { nodes: readonly ThreadNode[]; because: string }[];
  /** What to change, and where. */
  change?: readonly { text: string; href: string }[];
};

/**
 * Answers "Why?" at the place where a level is shown.
 * @param props.label the name of the button: "Why: Activation Editor"
 * @param props.explanation null while it is loaded, "failed" when it could not be
 * @param props.children what the button shows: an InlineThread, or an icon and a role name
 */
export function ExplainPopover({
  label,
  explanation,
  look = "inline",
  onOpenChange,
  children,
}: {
  label: string;
  explanation: Explanation | null | "failed";
  look?: "inline" | "link";
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Popover
      label={label}
      onOpenChange={onOpenChange}
      trigger={
        <button type="button" className={classes(look === "link" ? "via" : "why-button")} aria-label={label}>
          {children}
        </button>
      }
    >
      {explanation === null ? (
        <div className="explain" role="status" aria-label="Loading">
          <Skeleton width="80%" />
          <Skeleton width="55%" />
          <Skeleton width="65%" />
        </div>
      ) : explanation === "failed" ? (
        <Note kind="bad">The reason could not be loaded. Access has not changed.</Note>
      ) : (
        <Explained {...explanation} />
      )}
    </Popover>
  );
}

function Explained({ sentence, paths, without = [], change = [] }: Explanation) {
  return (
    <div className="explain">
      <p>{sentence}</p>
      {paths.length > 0 && (
        <div>
          {paths.map((nodes, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the paths are drawn once, in the order of the proof
            <Thread key={index} nodes={nodes} />
          ))}
        </div>
      )}
      {without.length > 0 && (
        <section>
          <h3>Without effect</h3>
          {without.map(({ nodes, because }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the paths are drawn once, in the order of the proof
            <div key={index}>
              <Thread nodes={nodes} lose />
              <p className="small muted">{because}</p>
            </div>
          ))}
        </section>
      )}
      {change.length > 0 && (
        <section>
          <h3>To change it</h3>
          <ul className="change">
            {change.map(({ text, href }) => (
              <li key={href}>
                <a className="link" href={href}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
