"use client";

import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useAnswer } from "@/app/w/[workspace]/use-answer";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Link } from "@/components/ui/link";
import { useShortcut } from "@/components/ui/shortcut";
import { useTextInUrl } from "@/components/ui/use-text-in-url";
import type { FoundObjects } from "@/lib/resources/search";
import { kindIcons } from "./kind-icons";

/** Milliseconds without typing after which is searched. */
const pause = 150;

/** The page beside the tree stays as it is: only the address changes. */
const go = (address: string) => window.history.replaceState(null, "", address);

/**
 * Finds objects by name; while something is typed, what was found stands in place of the tree (`children`). F puts the
 * cursor into it, arrows walk through what was found, Escape gives the tree back. The text is `?find=` in the address,
 * as `?q=` belongs to the page beside the tree.
 */
export function TreeSearch({ workspace, children }: { workspace: string; children: ReactNode }) {
  const { text, inUrl, type, write } = useTextInUrl("find", go, { pause });
  const field = useRef<HTMLInputElement>(null);
  const around = useRef<HTMLDivElement>(null);
  useShortcut("f", () => field.current?.focus());
  const wanted = text.trim();
  const written = inUrl.trim();
  const answer = useAnswer(workspace, "objects.search", written ? { q: written } : null);
  const found = wanted === written && answer.state === "ready" ? answer.value : null;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && text !== "") {
      write("");
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
            value={text}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => type(event.target.value)}
            onBlur={() => write(text)}
          />
          <Kbd>F</Kbd>
        </search>
        <p className="sr" role="status">
          {wanted && found && countWords(found)}
        </p>
        {wanted && answer.state === "failed" && (
          <p className="small found-none">
            {answer.message}{" "}
            <button type="button" className="link" onClick={answer.retry}>
              Try again
            </button>
          </p>
        )}
        {wanted && found && <Found workspace={workspace} found={found} />}
      </div>
      <div hidden={wanted !== ""}>{children}</div>
    </>
  );
}

function countWords({ rows, more }: FoundObjects): string {
  if (rows.length === 0) return "Nothing found";
  return `${more ? "More than " : ""}${rows.length} found`;
}

function Found({ workspace, found }: { workspace: string; found: FoundObjects }) {
  if (found.rows.length === 0)
    return <p className="small found-none">No object that you may see has this in its name.</p>;
  return (
    <>
      <ul className="found" aria-label="Objects found">
        {found.rows.map(({ id, kind, name, path, completed }) => (
          <li key={id}>
            <Link href={`/w/${workspace}/objects/${id}`}>
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
