import type { ReactNode } from "react";
import type { FoundPerson, SearchResults } from "@/lib/search/queries";
import type { Recent } from "./recent";

/** Somebody who was found, and what the person who asks may do with people. */
export type Subject = Pick<SearchResults, "mayManage" | "makes"> & { person: FoundPerson };

/** A line of the palette before it is drawn. */
export type Choice = {
  id: string;
  href: string;
  text: string;
  note?: string;
  mark: ReactNode;
  end?: ReactNode;
  effect?: ReactNode;
  /** What Tab narrows the palette to. */
  narrows?: Subject;
  /** How it is remembered; left out for what acts. */
  recent?: Recent["icon"];
};
export type ChoiceGroup = { title: string; choices: Choice[] };

/** Whether every word that was typed begins a word of the line. */
export function fits({ text, note = "" }: Pick<Choice, "text" | "note">, q: string): boolean {
  const words = `${text} ${note}`.toLowerCase().split(/\s+/);
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)));
}
