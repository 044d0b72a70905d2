import { type Info, parse } from "csv-parse/sync";

/** A piece of a list and where it stands in it: characters from the beginning, `to` exclusive. */
export type Piece = { text: string; from: number; to: number };
/** One record: a line, or several where quotes hold a break. `line`: the first of them, from 1. */
export type ListRecord = Piece & { line: number; cells: readonly Piece[] };

/** Spaces of all kinds and marks without width, which come along with what is copied. */
const unseen = /[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const lineBreak = /\r\n|\n|\r/g;

/** The text of a list with plain spaces for all that looks like one or like nothing, every character in its place. */
export function plainText(text: string): string {
  return text.replaceAll(unseen, " ");
}

/**
 * Reads the records of a list, each of its delimiters between cells, quotes around what contains one. Empty records are
 * left out. A quote that is never closed spoils its own line and no other.
 */
export function recordsIn(text: string, delimiters: readonly string[]): ListRecord[] {
  return readable(text, delimiters).filter(({ text }) => text !== "");
}

function readable(text: string, delimiters: readonly string[]): ListRecord[] {
  try {
    return read(text, delimiters, true);
  } catch {
    let from = 0;
    return text.split(/(\r\n|\n|\r)/).flatMap((part, nth) => {
      const begin = from;
      from += part.length;
      return nth % 2 === 0 ? alone(part, delimiters).map((one) => moved(one, begin, nth / 2)) : [];
    });
  }
}

function alone(line: string, delimiters: readonly string[]): ListRecord[] {
  try {
    return read(line, delimiters, true);
  } catch {
    return read(line.replaceAll('"', " "), delimiters, false).map((one) => ({ ...one, ...trimmed(line, 0) }));
  }
}

function moved(record: ListRecord, by: number, lines: number): ListRecord {
  const at = (piece: Piece) => ({ ...piece, from: piece.from + by, to: piece.to + by });
  return { ...record, ...at(record), line: record.line + lines, cells: record.cells.map(at) };
}

function read(text: string, delimiters: readonly string[], quoted: boolean): ListRecord[] {
  const records = parse(text, {
    delimiter: [...delimiters],
    record_delimiter: ["\r\n", "\n", "\r"],
    quote: quoted ? '"' : false,
    relax_column_count: true,
    trim: true,
    info: true,
  }) as unknown as { record: string[]; info: Info }[];
  const bytes = Buffer.from(text);
  let byte = 0;
  let from = 0;
  return records.map(({ record, info }) => {
    const raw = bytes.subarray(byte, info.bytes).toString();
    const begin = from;
    byte = info.bytes;
    from += raw.length;
    const cells = record.map((cell) => cell.trim());
    const whole = cells.some(Boolean) ? trimmed(raw, begin) : { text: "", from: begin, to: begin };
    return { ...whole, line: info.lines - breaksIn(record), cells: placed(raw, cells, begin, delimiters) };
  });
}

function trimmed(raw: string, begin: number): Piece {
  const text = raw.trim();
  const from = begin + raw.indexOf(text);
  return { text, from, to: from + text.length };
}

/** Every cell where it stands: between the one before and it there are only quotes, spaces and the delimiter. */
function placed(
  raw: string,
  cells: readonly string[],
  begin: number,
  delimiters: readonly string[],
): Piece[] {
  const delimiter = new RegExp(`[${delimiters.join("")}]`, "g");
  let at = 0;
  return cells.map((text) => {
    const written = text.replaceAll('"', '""');
    const opening = text === "" ? (/^\s*"(?=")/.exec(raw.slice(at, at + 99))?.[0].length ?? 0) : 0;
    const from = Math.max(at, raw.indexOf(written, at)) + opening;
    const to = from + written.length;
    delimiter.lastIndex = to;
    at = (delimiter.exec(raw)?.index ?? raw.length) + 1;
    return { text, from: begin + from, to: begin + to };
  });
}

/** A record with line breaks in quotes begins this many lines before its last. */
function breaksIn(record: readonly string[]): number {
  return record.reduce((count, cell) => count + (cell.match(lineBreak)?.length ?? 0), 0);
}
