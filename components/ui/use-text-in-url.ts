"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";

/** Text as it is typed, and as the URL has it. */
export type TextInUrl = {
  text: string;
  inUrl: string;
  /** Takes what is typed, and writes it into the URL after a pause. */
  type(text: string): void;
  /** Puts a text in its place, and writes it into the URL at once. */
  write(text: string): void;
};

/**
 * Keeps what is typed in a parameter of the URL, so that reloading and going back keep it, too.
 * @param go changes the address to the given path with its query
 * @param options.resets parameters that another text makes meaningless
 * @param options.pause milliseconds without typing after which it is written
 */
export function useTextInUrl(
  param: string,
  go: (address: string) => void,
  { resets = [], pause = 250 }: { resets?: readonly string[]; pause?: number } = {},
): TextInUrl {
  const path = usePathname();
  const params = useSearchParams();
  const inUrl = params.get(param) ?? "";
  const [text, setText] = useState(inUrl);
  const written = useRef(inUrl);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (inUrl !== written.current) {
      written.current = inUrl;
      setText(inUrl);
    }
  }, [inUrl]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is not written yet is not written on another page
  useEffect(() => () => clearTimeout(timer.current), [path]);

  const write = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    const wanted = value.trim();
    if (wanted === written.current) return;
    written.current = wanted;
    const next = new URLSearchParams(params);
    for (const name of resets) next.delete(name);
    if (wanted) next.set(param, wanted);
    else next.delete(param);
    go(next.size ? `${path}?${next}` : path);
  };
  const type = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => write(value), pause);
  };
  return { text, inUrl, type, write };
}
