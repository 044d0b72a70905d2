import { addressIn } from "@/lib/address-lists/address";
import { entriesIn } from "@/lib/address-lists/entries";

/** One entry of a pasted list as it was written, with what to look it up by. */
export type PastedLine = { text: string; address: string | null; name: string };

const longestEntry = 400;

/**
 * The entries of a pasted list: addresses wherever they stand, as in a list of invitations; lines without one are names,
 * several with semicolons.
 */
export function linesOf(text: string): PastedLine[] {
  return entriesIn(text).flatMap(({ piece, record, alone, problem }) => {
    if (problem) return lineOf(record.text, null);
    if (!piece.text.includes("@")) {
      const names = piece === record ? record.text.split(";") : [record.text];
      return names.flatMap((name) => lineOf(name, null));
    }
    return lineOf(alone ? record.text : piece.text, addressIn(piece.text).email);
  });
}

function lineOf(written: string, address: string | null): PastedLine[] {
  const text = written
    .slice(0, 2 * longestEntry)
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, longestEntry);
  return text ? [{ text, address, name: text.replaceAll('"', "").trim().toLowerCase() }] : [];
}
