import { type ListRecord, recordsIn } from "./records";

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
  /^(e ?mails?|mails?)( ?(address(es)?|adressen?|id))?$|^(address(es)?|adressen?)$/,
  /^(work|user|member|primary|business|company|corporate|login|your)s? (e ?mail|mail)( ?(address|adresse))?$/,
];
const userNames = /^(user ?name|user ?login|login|user principal name|upn|sign ?in( name)?)$/;
const mail = /\be ?mails?|mails?\b/;
/** Whose address it is, where it is not that of the person in the row. */
const others =
  /\b(manager|supervisor|boss|lead|leader|assistant|head|approver|owner|sponsor|inviter|buddy|mentor|parent|emergency|vorgesetzter?|chef|leiter(in)?)s?\b|\b(reports? to|invited by|created by|added by)\b/;
const roleNames = /^(workspace )?(role|rolle)s?$/;

/**
 * Settles how a list is to be read, once for all of its lines: a delimiter inside a cell must not shift the columns. A
 * first line `sep=;` names the delimiter, as spreadsheets write it; else a heading shows it. A list without a heading
 * may have several.
 */
export function layoutOf(text: string): Layout {
  const named = /^\s*sep=(.)[^\S\r\n]*(?=[\r\n]|$)/.exec(text)?.[1];
  const delimiters = named && anyDelimiter.includes(named) ? [named] : anyDelimiter;
  const rest = withoutSeparator(text);
  const [widest] = delimiters
    .map((delimiter) => ({ delimiter, heading: headingOf(recordsIn(rest.slice(0, looked), [delimiter])) }))
    .sort((a, b) => (b.heading?.width ?? 0) - (a.heading?.width ?? 0));
  if (!widest?.heading) return { delimiters, heading: null };
  const isSingle = widest.heading.width === 1;
  return { delimiters: isSingle ? delimiters : [widest.delimiter], heading: widest.heading };
}

/** The list with its line `sep=;` blank, every other character in its place. */
export function withoutSeparator(text: string): string {
  return text.replace(/^\s*sep=.[^\S\r\n]*(?=[\r\n]|$)/, (line) => line.replaceAll(/[^\r\n]/g, " "));
}

/** How much of a list is looked at for its heading, in characters. */
const looked = 8_000;

/**
 * The heading among the first records, if their first one is one. A name that is not sure, such as "Contact e-mail", is
 * that of a column only where addresses stand in it.
 */
function headingOf([first, ...records]: readonly ListRecord[]): Heading | null {
  const cells = first?.cells ?? [];
  if (cells.some(({ text }) => text.includes("@"))) return null;
  const names = cells.map(({ text }) => nameOf(text));
  const holdsAddresses = (column: number) =>
    cells.length > 1 && records.some((one) => one.cells[column]?.text.includes("@"));
  const mails = names.flatMap((name, column) => (mail.test(name) ? [column] : []));
  const ofOthers = mails.filter((column) => others.test(names[column] ?? ""));
  const sure = emailNames.map((known) => names.findIndex((name) => known.test(name)));
  const email =
    sure.find((column) => column >= 0) ??
    mails.find((column) => !ofOthers.includes(column) && holdsAddresses(column)) ??
    names.findIndex((name) => userNames.test(name));
  if (email < 0 && !ofOthers.some(holdsAddresses)) return null;
  const role = names.findIndex((name) => roleNames.test(name));
  return {
    width: cells.length,
    email: email < 0 ? null : email,
    role: role < 0 ? null : role,
    others: new Set(ofOthers.filter((column) => column !== email)),
  };
}

/** A heading in plain words: without remarks in brackets, in lower case, with single spaces. */
function nameOf(heading: string): string {
  return heading
    .slice(0, 200)
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[[(<{][^\])>}]*[\])>}]|\*/g, " ")
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ")
    .trim();
}
