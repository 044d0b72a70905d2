import { longestList } from "@/lib/invitations/input";

/** The text of a file, as UTF-8 or, with its mark, as UTF-16; or why it cannot be read, in words. */
export async function textIn(file: File): Promise<{ text: string } | { problem: string }> {
  if (file.size > longestList.characters)
    return { problem: `${file.name} is larger than 1 MB. Split it, or leave out other columns.` };
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { text: storable(new TextDecoder(encodingOf(bytes)).decode(bytes)) };
  } catch {
    return { problem: `${file.name} could not be read. Choose it again.` };
  }
}

/** Without what no text holds: a file that is none becomes rows that say so. */
export function storable(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
}
