"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Icon } from "./icon";
import { Kbd } from "./kbd";
import { useShortcut } from "./shortcut";

const pause = 250;

/**
 * Writes what is typed into the URL after a short pause; the page answers from there. F puts the cursor into it.
 * @param props.label its name, "Search members"
 * @param props.param the URL parameter, `q`
 * @param props.withKey whether F leads to it; of several on a page to one only
 * @param props.resets parameters that a new search makes meaningless, such as the paging keys
 */
export function SearchField({
  label,
  placeholder,
  param = "q",
  resets = ["after", "before"],
  withKey = true,
}: {
  label: string;
  placeholder?: string;
  param?: string;
  resets?: readonly string[];
  withKey?: boolean;
}) {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const inUrl = params.get(param) ?? "";
  const [text, setText] = useState(inUrl);
  const written = useRef(inUrl);
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useShortcut(withKey ? "f" : null, () => field.current?.focus());

  useEffect(() => {
    if (inUrl !== written.current) {
      written.current = inUrl;
      setText(inUrl);
    }
  }, [inUrl]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const write = (value: string) => {
    clearTimeout(timer.current);
    const wanted = value.trim();
    if (wanted === written.current) return;
    written.current = wanted;
    const next = new URLSearchParams(params);
    for (const name of resets) next.delete(name);
    if (wanted) next.set(param, wanted);
    else next.delete(param);
    router.replace(next.size ? `${path}?${next}` : path, { scroll: false });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write(text);
  };

  return (
    <search>
      <form className="find" action={path} onSubmit={submit}>
        {[...params].map(
          ([name, value]) =>
            name !== param &&
            !resets.includes(name) && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <Icon name="search" />
        <input
          ref={field}
          className="in"
          type="search"
          name={param}
          aria-label={label}
          placeholder={placeholder}
          value={text}
          maxLength={200}
          onChange={(event) => {
            const { value } = event.target;
            setText(value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => write(value), pause);
          }}
        />
        {withKey && <Kbd>F</Kbd>}
      </form>
    </search>
  );
}
