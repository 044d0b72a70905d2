import type { CheckedAddress } from "@/lib/invitations/check";
import type { InvitedRow } from "@/lib/invitations/commands";
import { mostInvited } from "@/lib/invitations/input";
import type { SentPart } from "../../../use-parts";

/** A row of the check table. `first`: it was bad when it was read, and stays at the top while it is mended. */
export type Row = CheckedAddress & { key: number; first: boolean };

export const kinds = ["valid", "duplicate", "member", "invited", "deactivated", "bad"] as const;
export type Kind = (typeof kinds)[number];
/** A row with what becomes of it. `sameAs`: the line that says the same before it. */
export type Judged = Row & { kind: Kind; sameAs: number | null };

/**
 * The rows of a check. `known`: those of the check before. Where only rows were mended since, what stands in the place
 * of a row goes on as it; a key never means two rows.
 */
export function rowsOf(
  checked: readonly CheckedAddress[],
  known: readonly Row[] = [],
  onlyMended = false,
): Row[] {
  const before = new Map(onlyMended ? known.map((row) => [row.from, row.key]) : []);
  const mended = onlyMended ? known.filter(({ first }) => first) : [];
  let last = known.reduce((highest, { key }) => Math.max(highest, key), -1);
  return checked.map((row) => ({
    ...row,
    key: before.get(row.from) ?? ++last,
    first: row.email === null || mended.some(({ from, to }) => from <= row.from && row.from <= to),
  }));
}

/** The list with one row typed anew, and every row where it stands now. */
export function retyped(
  text: string,
  rows: readonly Row[],
  row: Row,
  typed: string,
): { text: string; rows: Row[] } {
  const from = row.from + row.lead.length;
  const by = row.lead.length + typed.length - (row.to - row.from);
  return {
    text: text.slice(0, row.from) + row.lead + typed + text.slice(row.to),
    rows: rows.map((one) => {
      if (one.key === row.key) return { ...one, typed, lead: "", from, to: from + typed.length };
      return one.from < row.to ? one : { ...one, from: one.from + by, to: one.to + by };
    }),
  };
}

/** Every row with its kind, the bad ones first, then in the order of the list. */
export function judged(rows: readonly Row[]): Judged[] {
  const seen = new Map<string, number>();
  const all = rows.map((row): Judged => {
    const before = row.email === null ? undefined : seen.get(row.email);
    if (row.email !== null && before === undefined) seen.set(row.email, row.line);
    return { ...row, kind: kindOf(row, before !== undefined), sameAs: before ?? null };
  });
  return [...all.filter(({ first }) => first), ...all.filter(({ first }) => !first)];
}

function kindOf({ email, standing }: Row, isRepeated: boolean): Kind {
  if (email === null) return "bad";
  if (isRepeated) return "duplicate";
  if (standing.state === "own") return "member";
  if (standing.state === "administrator") return "valid";
  return standing.state === "new" || standing.state === "expired" ? "valid" : standing.state;
}

export function countsOf(rows: readonly Judged[]): Record<Kind, number> {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const { kind } of rows) counts[kind] += 1;
  return counts;
}

/** What is sent for an address: its number in the table, and the offer that it gets. */
export type Going = { key: number; email: string; offer: object };
type Call = { items: Going[]; input: { offers: object[]; rows: { email: string; offer: number }[] } };

const perCall = 250;
const offersPerCall = 40;

/** The rows in calls that each hold the lock of the workspace shortly, each different offer named once in a call. */
export function partsOf(going: readonly Going[]): Call[] {
  const parts: Call[] = [];
  let known = new Map<string, number>();
  for (const one of going) {
    const text = JSON.stringify(one.offer);
    const last = parts.at(-1);
    const full =
      !last ||
      last.items.length === Math.min(perCall, mostInvited) ||
      (known.size === offersPerCall && !known.has(text));
    if (full) known = new Map();
    const part = full ? { items: [], input: { offers: [], rows: [] } } : last;
    if (full) parts.push(part);
    const number = known.get(text) ?? known.size;
    if (!known.has(text)) part.input.offers.push(one.offer);
    known.set(text, number);
    part.items.push(one);
    part.input.rows.push({ email: one.email, offer: number });
  }
  return parts;
}

/** What became of a row, for the table of results and its file. */
export type Result = { key: number; email: string; sent: boolean; words: string };

/** The latest result of each row, in the order of sending. */
export function resultsOf(sent: readonly SentPart<Going, InvitedRow>[]): Result[] {
  const results = new Map<number, Result>();
  for (const { part, outcome } of sent) {
    const rows = outcome?.ok ? outcome.value.rows : [];
    const failure = outcome && !outcome.ok ? outcome.message : "Not sent: stopped before";
    for (const [nth, one] of part.items.entries()) {
      results.delete(one.key);
      results.set(one.key, resultOf(one, rows[nth], failure));
    }
  }
  return [...results.values()];
}

function resultOf({ key, email }: Going, row: InvitedRow | undefined, failure: string): Result {
  if (row && "event" in row) return { key, email, sent: true, words: "Sent" };
  return { key, email, sent: false, words: row?.refused ?? failure };
}
