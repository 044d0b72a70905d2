import { type Piece, recordsIn } from "./list-records";

/** What a list says of itself: its delimiters and, when its first line is a heading, its columns. */
export type Layout = {
  delimiters: readonly string[];
  heading: Heading | null;
};
/** `email`, `role`: numbers of columns from 0; null when no column is called so. `others`: columns with addresses of others. */
export type Heading = {
  width: number;
  email: number | null;
  role: number | null;
  others: ReadonlySet<number>;
};

export const anyDelimiter = [",", ";", "\t"];

/** Names of the column with the addresses, the surest first. */
const emailNames = [
  /^(e ?mail|mail)( (address|adresse|id))?$|^(address|adresse)$/,
  /^(work|user|member|primary|business|company|corporate|login|your)s? (e ?mail|mail)( (address|adresse))?$/,
  /^(user ?name|user ?login|login|user principal name|upn|sign ?in( name)?)$/,
];
const roleNames = /^(workspace )?(role|rolle)s?$/;

/**
 * Settles how a list is to be read, once for all of its lines: a delimiter inside a cell must not shift the columns. A
 * first line `sep=;` names the delimiter, as spreadsheets write it; else a heading shows it. A list without a heading
 * may have several.
 */
export function layoutOf(text: string): Layout {
  const named = /^\s*sep=(.)[^\S\r\n]*(?=[\r\n]|$)/.exec(text)?.[1];
  const delimiters = named && anyDelimiter.includes(named) ? [named] : anyDelimiter;
  const first = /\S[^\r\n]*/.exec(withoutSeparator(text))?.[0] ?? "";
  const [widest] = delimiters
    .map((delimiter) => ({ delimiter, heading: headingIn(recordsIn(first, [delimiter])[0]?.cells ?? []) }))
    .sort((a, b) => (b.heading?.width ?? 0) - (a.heading?.width ?? 0));
  if (!widest?.heading) return { delimiters, heading: null };
  const isSingle = widest.heading.width === 1;
  return { delimiters: isSingle ? delimiters : [widest.delimiter], heading: widest.heading };
}

/** The list with its line `sep=;` blank, every other character in its place. */
export function withoutSeparator(text: string): string {
  return text.replace(/^\s*sep=.[^\S\r\n]*(?=[\r\n]|$)/, (line) => line.replaceAll(/[^\r\n]/g, " "));
}

function headingIn(cells: readonly Piece[]): Heading | null {
  if (cells.some(({ text }) => text.includes("@"))) return null;
  const names = cells.map(({ text }) => nameOf(text));
  const ranked = emailNames.map((known) => names.findIndex((name) => known.test(name)));
  const email = ranked.find((column) => column >= 0) ?? null;
  const others = new Set(
    names.flatMap((name, column) => (/\bmail\b|email/.test(name) && column !== email ? [column] : [])),
  );
  if (email === null && (others.size === 0 || cells.length === 1)) return null;
  const role = names.findIndex((name) => roleNames.test(name));
  return { width: cells.length, email, role: role < 0 ? null : role, others };
}

/** A heading in plain words: without remarks in brackets, in lower case, with single spaces. */
function nameOf(heading: string): string {
  return heading
    .slice(0, 200)
    .replaceAll(/[[(<{][^\])>}]*[\])>}]|\*/g, " ")
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ")
    .trim();
}
