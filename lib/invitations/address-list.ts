import { addressIn } from "@/lib/address-lists/address";
import { type Entry, entriesIn } from "@/lib/address-lists/entries";
import { longestList } from "./input";

/** One address of a list as it was typed. `role`: what stands where a role is named, in the words of the list. */
export type ListedAddress = {
  line: number;
  typed: string;
  /** Where it stands in the list, to be typed anew: characters from the beginning, `to` exclusive. */
  from: number;
  to: number;
  /** Delimiters that are missing before it. */
  lead: string;
  /** The address in lower case, or why it is none. */
  email: string | null;
  problem: string | null;
  role: string | null;
  /** Whether a heading says that this column holds roles: an unknown name there is worth telling. */
  roleIsMeant: boolean;
};

const longestTyped = 320;

/**
 * Reads addresses from a pasted list or a file. What is none becomes a row that says why; it never keeps others from
 * being read.
 * @returns the first 5,000, and how many more there are
 */
export function addressesIn(text: string): { addresses: ListedAddress[]; more: number } {
  const entries = entriesIn(text);
  const { addresses } = longestList;
  return {
    addresses: entries.slice(0, addresses).map(listed),
    more: Math.max(0, entries.length - addresses),
  };
}

function listed({ line, piece, role, roleIsMeant, problem, lead }: Entry): ListedAddress {
  const read = addressIn(piece.text);
  const { from, to } = piece;
  const about = { line, from, to, lead, role, roleIsMeant };
  if (problem || read.email === null)
    return {
      ...about,
      typed: piece.text.slice(0, longestTyped),
      email: null,
      problem: problem ?? read.problem,
    };
  return { ...about, typed: read.bare, email: read.email, problem: null };
}
