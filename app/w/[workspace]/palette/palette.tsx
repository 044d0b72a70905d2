"use client";

import * as RadixDialog from "@radix-ui/react-dialog";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/ui/shortcut";
import { Lookup, type LookupProps } from "./lookup";

const Opener = createContext<() => void>(() => undefined);

/** Opens the palette; a field to look at in the sidebar, a sign on phones. */
export function JumpButton({ compact = false }: { compact?: boolean }) {
  const open = useContext(Opener);
  return compact ? (
    <button type="button" className="ib" aria-label="Jump to…" onClick={open}>
      <Icon name="search" />
    </button>
  ) : (
    <button
      type="button"
      className="jump"
      onClick={open}
      aria-keyshortcuts="/ Control+K Meta+K"
      title="Jump to…"
    >
      <Icon name="search" />
      <span>Jump to…</span>
      <Kbd>/</Kbd>
    </button>
  );
}

/** Around the shell: "/" or Ctrl+K looks for people, objects, pages and what can be done, and leads there. */
export function Palette({ children, ...props }: LookupProps & { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const focused = useRef<Element | null>(null);
  const change = (shown: boolean) => {
    if (shown) focused.current = document.activeElement;
    setOpen(shown);
  };
  const latest = useRef({ open, change });
  useEffect(() => {
    latest.current = { open, change };
  });
  useShortcut("/", () => change(true));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.shiftKey || document.querySelector("[role=dialog]:not(.palette)")) return;
      event.preventDefault();
      latest.current.change(!latest.current.open);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Opener value={() => change(true)}>
      {children}
      <RadixDialog.Root open={open} onOpenChange={change}>
        <RadixDialog.Portal>
          <RadixDialog.Overlay className="scrim palette-scrim">
            <Lookup
              {...props}
              close={() => change(false)}
              restoreFocus={(event) => {
                event.preventDefault();
                if (focused.current instanceof HTMLElement) focused.current.focus();
              }}
            />
          </RadixDialog.Overlay>
        </RadixDialog.Portal>
      </RadixDialog.Root>
    </Opener>
  );
}
