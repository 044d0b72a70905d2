/** One entry of a pasted list as it was written, with what to look it up by. */
export type PastedLine = { text: string; address: string | null; name: string };

const longestEntry = 400;

/**
 * The entries of a pasted list: one on each line, or separated by semicolons, or addresses by commas. An entry is an
 * address, a name, or "Name <address>".
 */
export function linesOf(text: string): PastedLine[] {
  return text
    .split(/[\r\n;]+/)
    .flatMap((line) => (line.split("@").length > 2 ? line.split(",") : [line]))
    .map((entry) => entry.replaceAll(/\s+/g, " ").trim().slice(0, longestEntry))
    .filter(Boolean)
    .map((entry) => ({ text: entry, address: addressIn(entry), name: entry.toLowerCase() }));
}

function addressIn(entry: string): string | null {
  const inside = /<([^<>]+)>/.exec(entry)?.[1] ?? entry;
  const address = inside
    .trim()
    .replace(/^mailto:/i, "")
    .replaceAll(/^["'(]+|["'),.]+$/g, "");
  return /^\S+@\S+$/.test(address) ? address.toLowerCase() : null;
}
