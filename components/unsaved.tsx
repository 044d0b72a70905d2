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

/** Where somebody wants to go: an address, or the page before. */
type Destination = { href: string } | "back";

/**
 * Keeps unsaved work from being lost: links, keys, the palette, Back and closing the tab ask first while `dirty`.
 *
 * Back cannot be stopped, only followed: the page stands twice in the history from the first change on, so that Back
 * leads from the page to itself, where it is asked or gone on.
 * @returns the question, and how to leave once the work is saved
 */
export function useUnsaved(dirty: boolean, what: string): { question: ReactNode; leave: Ask } {
  const router = useRouter();
  const [wanted, setWanted] = useState<Destination | null>(null);
  const isDirty = useRef(dirty);
  const doubled = useRef(false);

  useEffect(() => {
    isDirty.current = dirty;
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const follow = (event: MouseEvent) => {
      const href = addressBehind(event);
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
    if (!dirty || doubled.current) return;
    history.pushState(history.state, "");
    doubled.current = true;
  }, [dirty]);

  useEffect(() => {
    const returned = (event: PopStateEvent) => {
      if (!doubled.current) return;
      event.stopImmediatePropagation();
      if (isDirty.current) {
        history.pushState(history.state, "");
        setWanted("back");
      } else {
        doubled.current = false;
        history.back();
      }
    };
    window.addEventListener("popstate", returned, true);
    return () => window.removeEventListener("popstate", returned, true);
  }, []);

  /** What is left takes the place of the second entry, so that Back leads here once. */
  const leave = (href: string) => (doubled.current ? router.replace(href) : router.push(href));
  const go = (to: Destination) => {
    setWanted(null);
    if (to !== "back") return leave(to.href);
    doubled.current = false;
    history.go(-2);
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
