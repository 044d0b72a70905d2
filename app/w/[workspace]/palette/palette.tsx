"use client";

import * as RadixDialog from "@radix-ui/react-dialog";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { NavSection } from "@/components/shell/navigation";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/ui/shortcut";
import type { Found } from "@/lib/search/queries";
import { useAnswer } from "../use-answer";
import {
  type Actions,
  actionsCalled,
  type Choice,
  type ChoiceGroup,
  foundChoices,
  pagesCalled,
} from "./choices";
import { marked } from "./marked";
import { recentOf, remember } from "./recent";

type Props = {
  workspace: string;
  /** The address of the person who is signed in, for what they chose before. */
  person: string;
  nav: readonly NavSection[];
  may: Actions;
};

const pause = 150;
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
export function Palette({ children, ...props }: Props & { children: ReactNode }) {
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
            <RadixDialog.Content
              className="dlg palette"
              aria-describedby={undefined}
              onCloseAutoFocus={(event) => {
                event.preventDefault();
                if (focused.current instanceof HTMLElement) focused.current.focus();
              }}
            >
              <RadixDialog.Title className="sr">Jump to</RadixDialog.Title>
              <Lookup {...props} close={() => change(false)} />
            </RadixDialog.Content>
          </RadixDialog.Overlay>
        </RadixDialog.Portal>
      </RadixDialog.Root>
    </Opener>
  );
}

function Lookup({ workspace, person, nav, may, close }: Props & { close: () => void }) {
  const router = useRouter();
  const [text, setText] = useState("");
  const q = text.trim();
  const answer = useAnswer<Found>(workspace, "search", q ? { q } : null, pause);
  const groups = q
    ? [
        ...(answer.state === "ready" ? foundChoices(workspace, answer.value) : []),
        actionsCalled(workspace, may, q),
        pagesCalled(nav, q),
      ]
    : [recentGroup(workspace, person), actionsCalled(workspace, may, ""), pagesCalled(nav, "")];
  const empty = groups.every(({ choices }) => choices.length === 0);
  const go = ({ id, href, text: label, note, recent }: Choice) => {
    if (recent) remember(workspace, person, { id, href, text: label, icon: recent, ...(note && { note }) });
    close();
    router.push(href);
  };
  return (
    <>
      <Combobox
        label="Jump to"
        placeholder={
          may.inviteUsers ? "A person, an object, a page, or something to do" : "A page or something to do"
        }
        text={text}
        onText={setText}
        groups={groups.map(({ title, choices }) => ({
          title,
          options: choices.map((choice) => ({
            ...choice,
            text: marked(choice.text, q),
            choose: () => go(choice),
          })),
        }))}
        state={
          q === "" ? null : answer.state === "failed" ? (
            <span className="row">
              {answer.message} <Button onClick={answer.retry}>Try again</Button>
            </span>
          ) : answer.state !== "ready" ? (
            "Searching…"
          ) : (
            empty && `Nothing you may open is called “${q}”.`
          )
        }
        end={
          <RadixDialog.Close asChild>
            <IconButton icon="close" label="Close" />
          </RadixDialog.Close>
        }
      />
      <footer aria-hidden="true">
        <span>
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> Move
        </span>
        <span>
          <Kbd>Enter</Kbd> Do it
        </span>
        <span>
          <Kbd>Esc</Kbd> Close
        </span>
        <span className="end">You see only what you may open</span>
      </footer>
    </>
  );
}

function recentGroup(workspace: string, person: string): ChoiceGroup {
  const icons = { person: "person", page: "arrow-right", place: "tree" } as const;
  return {
    title: "Recent",
    choices: recentOf(workspace, person).map((recent) => ({
      ...recent,
      mark: <Icon name={icons[recent.icon]} />,
      recent: recent.icon,
    })),
  };
}
