import { type Heading, layoutOf, withoutSeparator } from "./heading";
import { type ListRecord, type Piece, plainText, recordsIn } from "./records";

/**
 * One person of a list as it was typed. `piece`: what stands for them, an address or, without one, all of the record.
 * `alone`: nobody else stands in the record.
 */
export type Entry = {
  line: number;
  piece: Piece;
  record: Piece;
  alone: boolean;
  /** What stands where a role is named, in the words of the list. */
  role: string | null;
  /** Whether a heading says that this column holds roles: an unknown name there is worth telling. */
  roleIsMeant: boolean;
  /** What is wrong with the record, whatever stands in the piece. */
  problem: string | null;
  /** Delimiters that are missing before the piece. */
  lead: string;
};

/**
 * Reads the people of a pasted list or a file: one on each line or several with commas, semicolons or tabs, with names
 * ("Anna Moser <anna@company.example>"), with or without a heading. What is not understood is an entry that says why; it
 * never keeps others from being read.
 */
export function entriesIn(text: string): Entry[] {
  const plain = plainText(text);
  const { delimiters, heading } = layoutOf(plain);
  const records = recordsIn(withoutSeparator(plain), delimiters);
  if (!heading) return records.flatMap((record) => byPosition(record, null, plain));
  return records
    .slice(1)
    .flatMap((record) =>
      heading.email === null || heading.width === 1 || isBare(record)
        ? byPosition(record, heading, plain)
        : [byColumns(record, heading, heading.email, delimiters[0] ?? ",")],
    );
}

/** Whether an address stands alone, whatever the heading says. */
function isBare({ cells }: ListRecord): boolean {
  return cells.length === 1 && cells[0]?.text.includes("@") === true;
}

function byColumns(record: ListRecord, heading: Heading, column: number, delimiter: string): Entry {
  const { line, cells } = record;
  const filled = cells.findLastIndex(({ text }) => text !== "") + 1;
  const whole = { line, piece: record, record, alone: true, role: null, roleIsMeant: true, lead: "" };
  if (filled > heading.width)
    return {
      ...whole,
      problem: `More cells than the heading has: ${filled}, not ${heading.width}. Put quotes around a cell that holds a delimiter`,
    };
  const role = (heading.role !== null && cells[heading.role]?.text) || null;
  const cell = cells[column];
  if (cell) return { ...whole, piece: cell, role, problem: null };
  const end = { text: "", from: record.to, to: record.to };
  const lead = delimiter.repeat(column + 1 - cells.length);
  return { ...whole, piece: end, role, lead, problem: "The address is missing" };
}

/** Every cell with an @ is an address, and one last word after the only one may name its role. */
function byPosition(record: ListRecord, heading: Heading | null, plain: string): Entry[] {
  const { line, cells } = record;
  const isOthers = (nth: number) => cells.length > 1 && heading?.others.has(nth);
  const found = cells.flatMap(({ text }, nth) => (text.includes("@") && !isOthers(nth) ? [nth] : []));
  const entry = {
    line,
    record,
    alone: found.length < 2,
    role: null,
    roleIsMeant: false,
    problem: null,
    lead: "",
  };
  const [only] = found;
  if (only === undefined) {
    const problem = heading && heading.others.size > 0 ? "There is no address of their own" : null;
    return [{ ...entry, piece: record, problem }];
  }
  if (found.length > 1) return found.flatMap((nth) => ({ ...entry, piece: cells[nth] ?? record }));
  const [cell = record, next, ...others] = cells.slice(only);
  if (next && /@[^.]*$/.test(cell.text) && /^[a-z]{2,12}$/.test(next.text)) {
    const { from } = cell;
    const piece = { text: plain.slice(from, next.to), from, to: next.to };
    return [{ ...entry, piece, problem: "A comma where a dot belongs" }];
  }
  const isLast = others.every(({ text }) => text === "");
  return [{ ...entry, piece: cell, role: (isLast && next?.text) || null }];
}
