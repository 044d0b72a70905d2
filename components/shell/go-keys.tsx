"use client";

import { useRouter } from "next/navigation";
import { useSequence } from "../ui/shortcut";
import { mayLeaveFor } from "../unsaved";
import type { NavSection } from "./navigation";

/** G and then the letter of a page leads there. */
export function GoKeys({ sections }: { sections: readonly NavSection[] }) {
  const router = useRouter();
  useSequence("g", (letter) => {
    const item = sections.flatMap(({ items }) => items).find((one) => one.letter === letter);
    if (item && mayLeaveFor(item.href)) router.push(item.href);
  });
  return null;
}
