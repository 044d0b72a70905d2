"use client";

import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/ui/shortcut";
import type { FoundObjects } from "@/lib/resources/search";
import { kindIcons } from "./kind-icons";

/** Milliseconds after which what is typed is searched for. */
const pause = 150;

/**
 * Finds objects by name; while something is typed, what was found stands in place of the tree (`children`). F puts the
 * cursor into it, arrows walk through what was found, Escape gives the tree back.
 */
export function TreeSearch({ workspace, children }: { workspace: string; children: ReactNode }) {
  const [q, setQ] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const around = useRef<HTMLDivElement>(null);
  useShortcut("f", () => field.current?.focus());
  const wanted = q.trim();
  const answer = useAnswer<FoundObjects>(workspace, "objects/search", wanted ? { q: wanted } : null, pause);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && q !== "") {
      setQ("");
      field.current?.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [field.current, ...(around.current?.querySelectorAll<HTMLElement>(".found a") ?? [])];
      const here = stops.indexOf(document.activeElement as HTMLElement);
      stops[here + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <div ref={around} {...(wanted ? { onKeyDown } : {})}>
        <search className="find">
          <Icon name="search" />
          <input
            ref={field}
            className="in"
            type="search"
            aria-label="Find an object"
            placeholder="Find an object"
            value={q}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setQ(event.target.value)}
          />
          <Kbd>F</Kbd>
        </search>
        <p className="sr" role="status">
          {wanted && answer.state === "ready" && countWords(answer.value)}
        </p>
        {wanted && answer.state === "failed" && (
          <p className="small found-none">
            {answer.message}{" "}
            <button type="button" className="link" onClick={answer.retry}>
              Try again
            </button>
          </p>
        )}
        {wanted && answer.state === "ready" && (
          <Found workspace={workspace} found={answer.value} onOpen={() => setQ("")} />
        )}
      </div>
      <div hidden={wanted !== ""}>{children}</div>
    </>
  );
}

function countWords({ rows, more }: FoundObjects): string {
  if (rows.length === 0) return "Nothing found";
  return `${more ? "More than " : ""}${rows.length} found`;
}

function Found({ workspace, found, onOpen }: { workspace: string; found: FoundObjects; onOpen: () => void }) {
  if (found.rows.length === 0)
    return <p className="small found-none">No object that you may see has this in its name.</p>;
  return (
    <>
      <ul className="found" aria-label="Objects found">
        {found.rows.map(({ id, kind, name, path, completed }) => (
          <li key={id}>
            <Link href={`/w/${workspace}/objects/${id}`} prefetch={false} onClick={onOpen}>
              <Icon name={kindIcons[kind]} />
              <span>
                <b className="cut">{name}</b>
                {path.length > 0 && <small className="cut">{path.join(" / ")}</small>}
              </span>
              {completed && <span className="sr">, completed</span>}
            </Link>
          </li>
        ))}
      </ul>
      {found.more && <p className="small found-none">There are more. Type a longer part of the name.</p>}
    </>
  );
}
