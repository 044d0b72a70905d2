"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, useRef } from "react";
import { Icon } from "./icon";
import { Kbd } from "./kbd";
import { useShortcut } from "./shortcut";
import { useTextInUrl } from "./use-text-in-url";

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
  const go = (address: string) => router.replace(address, { scroll: false });
  const { text, type, write } = useTextInUrl(param, go, { resets });
  const field = useRef<HTMLInputElement>(null);
  useShortcut(withKey ? "f" : null, () => field.current?.focus());

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
          onChange={(event) => type(event.target.value)}
        />
        {withKey && <Kbd>F</Kbd>}
      </form>
    </search>
  );
}
