import type { Level } from "@/lib/access/catalogue";

/** Words of a sentence; an object is set in bold. */
export type Words = readonly (string | { strong: string })[];

export type Block =
  | { type: "paragraph"; words: Words }
  | { type: "button"; label: string; href: string; note?: string }
  | { type: "code"; code: string; note: string }
  | { type: "levels"; heading: string; rows: readonly { text: string; level: Level }[] }
  | { type: "facts"; rows: readonly { label: string; value: string }[] };

/** What a mail says, before it is drawn as HTML or as plain text. */
export type Letter = {
  subject: string;
  /** What the inbox shows beside the subject. */
  preview: string;
  workspaceName?: string;
  title: string;
  blocks: readonly Block[];
  /** Why this person gets it and what happens if they do nothing. */
  footer: string;
};

/** "A", "A and B", "A, B and C". */
export function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(names);
}

/** The same list with each name in bold. */
export function listedStrong(names: readonly string[]): Words {
  return new Intl.ListFormat("en-GB", { type: "conjunction" })
    .formatToParts(names)
    .map((part) => (part.type === "element" ? { strong: part.value } : part.value));
}
