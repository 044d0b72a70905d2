import { type Info, parse } from "csv-parse/sync";
import { Email } from "@/lib/sessions/input";
import { longestList } from "./input";

/** One address of a list as it was typed. `role`: what stands where a role is named, in the words of the list. */
export type ListedAddress = {
  line: number;
  typed: string;
  /** The address in lower case, or why it is none. */
  email: string | null;
  problem: string | null;
  role: string | null;
  /** Whether a heading says that this column holds roles: an unknown name there is worth telling. */
  roleIsMeant: boolean;
};

type Line = { line: number; cells: string[] };
type Columns = { email: number; role: number };

/**
 * Reads addresses from a pasted list or a file: one on each line or several with commas, semicolons or tabs, with names
 * ("Anna Moser <anna@company.example>"), with or without a heading. What is not understood becomes a row that says why;
 * it never keeps others from being read.
 * @returns the first 5,000, and how many more there are
 */
export function addressesIn(text: string): { addresses: ListedAddress[]; more: number } {
  const lines = linesOf(text);
  const columns = columnsOf(lines[0]);
  const all = (columns ? lines.slice(1) : lines).flatMap((line) =>
    columns ? byColumns(line, columns) : byPosition(line),
  );
  const { addresses } = longestList;
  return {
    addresses: all.slice(0, addresses).map((row) => row()),
    more: Math.max(0, all.length - addresses),
  };
}

/** A row that is looked at when it is asked for: a list may hold a hundred times as many as are shown. */
type Row = () => ListedAddress;

const separators = [",", ";", "\t"];
/** Spaces of all kinds and marks without width, which come along with what is copied. */
const unseen = /[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

function linesOf(text: string): Line[] {
  const plain = text.replaceAll(unseen, " ");
  try {
    return read(plain, true);
  } catch {
    // A quote that is never closed would swallow all that follows: then each line stands for itself.
    return plain
      .split(/\r\n|\n|\r/)
      .flatMap((one, nth) => alone(one).map(({ cells }) => ({ line: nth + 1, cells })));
  }
}

function alone(line: string): Line[] {
  try {
    return read(line, true);
  } catch {
    return read(line.replaceAll('"', " "), false);
  }
}

function read(text: string, quoted: boolean): Line[] {
  const records = parse(text, {
    delimiter: separators,
    record_delimiter: ["\r\n", "\n", "\r"],
    quote: quoted ? '"' : false,
    relax_column_count: true,
    trim: true,
    info: true,
  }) as unknown as { record: string[]; info: Info }[];
  return records
    .map(({ record, info }) => ({
      line: info.lines - breaksIn(record),
      cells: record.map((cell) => cell.trim()),
    }))
    .filter(({ cells }) => cells.some(Boolean));
}

/** A record with line breaks in quotes begins this many lines before its last. */
function breaksIn(record: readonly string[]): number {
  return record.reduce((count, cell) => count + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

/** The columns that a heading names; null when the first line is an address itself. */
function columnsOf(first: Line | undefined): Columns | null {
  if (!first || first.cells.some((cell) => cell.includes("@"))) return null;
  const email = first.cells.findIndex(
    (cell) => /^(e-?mail|mail)?[ _-]?(address|adresse)?$/i.test(cell) && cell !== "",
  );
  if (email < 0) return null;
  return { email, role: first.cells.findIndex((cell) => /^(workspace[ _-]?)?(role|rolle)s?$/i.test(cell)) };
}

function byColumns({ line, cells }: Line, columns: Columns): Row[] {
  const typed = cells[columns.email] ?? "";
  const role = (columns.role >= 0 && cells[columns.role]) || null;
  return [() => ({ line, ...addressIn(typed || cells.join(", ")), role, roleIsMeant: true })];
}

/** Without a heading every cell with an @ is an address, and a word after the only one may name its role. */
function byPosition({ line, cells }: Line): Row[] {
  const found = cells.flatMap((cell, nth) => (cell.includes("@") ? [nth] : []));
  const [only] = found;
  if (only === undefined)
    return [() => ({ line, ...addressIn(cells.join(", ")), role: null, roleIsMeant: false })];
  if (found.length > 1)
    return found.map((nth) => () => ({
      line,
      ...addressIn(cells[nth] ?? ""),
      role: null,
      roleIsMeant: false,
    }));
  const [cell = "", next = ""] = cells.slice(only);
  if (/@[^.]*$/.test(cell) && /^[a-z]{2,12}$/.test(next))
    return [
      () => ({
        line,
        typed: `${cell},${next}`,
        email: null,
        problem: "A comma where a dot belongs",
        role: null,
        roleIsMeant: false,
      }),
    ];
  return [() => ({ line, ...addressIn(cell), role: next || null, roleIsMeant: false })];
}

function addressIn(cell: string): Pick<ListedAddress, "typed" | "email" | "problem"> {
  const bracketed = /<([^<>]*)>[^<>]*$/.exec(cell.slice(0, 1_000))?.[1];
  const bare = (bracketed ?? cell).replace(/^mailto:/i, "").trim();
  const parsed = Email.safeParse(bare);
  const typed = (parsed.success ? bare : cell).slice(0, 320);
  return parsed.success
    ? { typed, email: parsed.data, problem: null }
    : { typed, email: null, problem: problemOf(bare) };
}

/** What to do about an address that is none. */
function problemOf(typed: string): string {
  const [local = "", domain, ...others] = typed.split("@");
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
