import { Email } from "@/lib/fields/input";

/** The address that a piece of a list holds, in lower case, with `bare` as it was typed; or why it is none. */
export type ReadAddress = { bare: string; email: string; problem: null } | { email: null; problem: string };

const longest = 1_000;

/** Takes what people and programs put around an address: names, brackets, quotes, bullets, numbers, a full stop. */
export function addressIn(piece: string): ReadAddress {
  const cut = piece.slice(0, longest);
  const bracketed = /<([^<>]*)>[^<>]*$/.exec(cut)?.[1] ?? cut;
  const bare = bracketed
    .trim()
    .replace(/^(?:[-*+\u2013\u2014]\s+|[\u2022\u00b7\u25aa\u25cf\u25e6\u2023]\s*|\d{1,5}[.)]\s+)/, "")
    .replace(/^[([{<"'\u2018\u2019\u201a\u201c-\u201e\u00ab\u00bb]+/, "")
    .replace(/^mailto:/i, "")
    .replace(/[)\]}>"'\u2018\u2019\u201c\u201d\u00ab\u00bb.,;:!]+$/, "")
    .trim();
  const parsed = Email.safeParse(bare);
  if (parsed.success && piece.length <= longest) return { bare, email: parsed.data, problem: null };
  return { email: null, problem: problemOf(piece.length > longest ? piece : bracketed.trim()) };
}

/** What to do about an address that is none. */
function problemOf(typed: string): string {
  const [local = "", domain, ...others] = typed.split("@", 3);
  const odd = /[^\x20-\x7e]/u.exec(typed)?.[0];
  if (typed === "") return "Type an address";
  if (typed.length > 254) return "Longer than an address can be";
  if (domain === undefined) return "No address: the @ is missing";
  if (others.length > 0) return "More than one @";
  if (local === "") return "Add the part before @";
  if (odd) return `“${odd}” cannot stand in an address`;
  if (/\s/.test(typed)) return "Take out the space";
  if (!domain.includes(".") || domain.endsWith(".")) return "Complete the part after @";
  return "Type a complete address";
}
