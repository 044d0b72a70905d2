"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./ui/button";
import { Dialog, DialogFooter } from "./ui/dialog";

type Ask = (href: string) => void;

let asking: Ask | null = null;

/** Whether a key or a command may lead to another page at once; else a form with unsaved work asks, and leads there. */
export function mayLeaveFor(href: string): boolean {
  if (!asking) return true;
  asking(href);
  return false;
}

/** Where somebody wants to go: an address, or so many pages back. */
type Destination = { href: string } | { back: number };

/** Marks the second entry of the page in the history. */
const mark = "remitDoubled";
/** Within this time Back has led somewhere, if there is anything to go back to, in milliseconds. */
const patience = 700;

/**
 * Keeps unsaved work from being lost: links, keys, the palette, Back and closing the tab ask first while `dirty`.
 *
 * Back cannot be stopped, only followed: the page stands twice in the history from the first change on, so that Back
 * leads from the page to itself, where it is asked or gone on.
 * @param what the work that would be lost, in words
 * @param home where to go back to when there is no page before
 * @returns the question, and how to leave once the work is saved
 */
export function useUnsaved(dirty: boolean, what: string, home: string): { question: ReactNode; leave: Ask } {
  const router = useRouter();
  const [wanted, setWanted] = useState<Destination | null>(null);
  const guarded = useRef(false);
  const leaving = useRef(false);
  const page = useRef<{ state: unknown; url: string } | null>(null);
  const lost = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    guarded.current = dirty;
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (!leaving.current) event.preventDefault();
    };
    const follow = (event: MouseEvent) => {
      const href = leaving.current ? null : addressBehind(event);
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted({ href });
    };
    asking = (href) => setWanted({ href });
    window.addEventListener("beforeunload", warn);
    document.addEventListener("click", follow, true);
    return () => {
      asking = null;
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("click", follow, true);
    };
  }, [dirty]);

  useEffect(() => {
    if (!dirty || page.current) return;
    page.current = { state: history.state, url: location.href };
    double(page.current);
  }, [dirty]);

  useEffect(() => {
    const returned = (event: PopStateEvent) => {
      // A jump within the page has no state.
      if (!page.current || leaving.current || event.state === null) return;
      const isHere = location.href.split("#")[0] === page.current.url.split("#")[0];
      if (isHere && event.state[mark]) return event.stopImmediatePropagation();
      if (guarded.current) {
        event.stopImmediatePropagation();
        double(page.current);
        setWanted({ back: isHere ? 2 : 1 });
      } else if (isHere) {
        event.stopImmediatePropagation();
        leaving.current = true;
        history.back();
      }
    };
    window.addEventListener("popstate", returned, true);
    return () => {
      window.removeEventListener("popstate", returned, true);
      clearTimeout(lost.current);
    };
  }, []);

  /** What is left takes the place of the second entry, so that Back leads here once. */
  const leave = (href: string) => {
    leaving.current = true;
    asking = null;
    if (page.current) router.replace(href);
    else router.push(href);
  };
  const go = (to: Destination) => {
    setWanted(null);
    if ("href" in to) return leave(to.href);
    leaving.current = true;
    lost.current = setTimeout(() => leave(home), patience);
    history.go(-to.back);
  };

  const question = wanted && (
    <Dialog open onOpenChange={(open) => !open && setWanted(null)} title="Leave without saving?" size="s">
      <div className="body">
        <p>{what} would be lost.</p>
      </div>
      <DialogFooter cancel="Stay">
        <Button kind="danger" onClick={() => go(wanted)}>
          Leave
        </Button>
      </DialogFooter>
    </Dialog>
  );
  return { question, leave };
}

function double({ state, url }: { state: unknown; url: string }): void {
  history.pushState({ ...(state as object), [mark]: true }, "", url);
}

/** The address of a page that a plain press of a link leads to in this tab; null for all else. */
function addressBehind(event: MouseEvent): string | null {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!plain || !link?.href || (link.target && link.target !== "_self") || link.hasAttribute("download"))
    return null;
  const to = new URL(link.href);
  const isHere = to.pathname === location.pathname && to.search === location.search;
  return to.origin === location.origin && !isHere ? to.pathname + to.search + to.hash : null;
}
