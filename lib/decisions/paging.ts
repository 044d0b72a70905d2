import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { z } from "zod";
import { Refusal } from "@/lib/doorway/outcome";
import type { PageAsked } from "./input";

const usual = 100;
const most = 1000;

/** What a token may say that the caller has come to: nothing yet, an id, or a place in a list. */
const reached = {
  id: z.union([z.literal(""), z.uuid()]),
  place: z.string().regex(/^\d{0,4}$/),
};

/** Which part of a result is asked for: after which key, and how much at most. */
export type Part = { after: string; limit: number; tokenAfter: (last: string) => string };

export type SearchResult<T> = {
  page: { next_token: string; count: number };
  results: T[];
};

/**
 * Reads the `page` of a search. A token says how far the caller has come, how much they asked for at first, and in
 * which search.
 * @param key what the results are ordered by
 * @param search everything that must stay the same from page to page
 * @throws Refusal `invalid` for a token that is none, or that belongs to another search
 */
export function partOf(page: PageAsked, key: keyof typeof reached, search: Record<string, unknown>): Part {
  const fingerprint = createHash("sha256")
    .update(canonicalize({ ...search, properties: page?.properties ?? {} }) ?? "")
    .digest("base64url");
  const [after, limit] = page?.token
    ? placeIn(page.token, key, fingerprint, page.limit)
    : ["", limitOf(page?.limit)];
  return {
    after,
    limit,
    tokenAfter: (last) => Buffer.from(JSON.stringify([last, limit, fingerprint])).toString("base64url"),
  };
}

const limitOf = (asked: number | undefined) => Math.min(asked ?? usual, most);

function placeIn(
  token: string,
  key: keyof typeof reached,
  fingerprint: string,
  asked: number | undefined,
): [string, number] {
  const read = z.tuple([reached[key], z.int().min(0).max(most), z.string()]).safeParse(jsonIn(token));
  if (!read.success) throw new Refusal("invalid", "The field page.token holds none that was given out here.");
  const [after, limit, of] = read.data;
  if (of !== fingerprint || (asked !== undefined && limitOf(asked) !== limit))
    throw new Refusal("invalid", "The field page.token belongs to another search. Begin again without it.");
  return [after, limit];
}

function jsonIn(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * The answer to a search.
 * @param rows the results of the part, and one more if there are more
 * @param keyOf the key of a result, in whose order results are given
 */
export function resultOf<R, T>(
  { after, limit, tokenAfter }: Part,
  rows: readonly R[],
  keyOf: (row: R) => string,
  toEntity: (row: R) => T,
): SearchResult<T> {
  const results = rows.slice(0, limit);
  const last = results.at(-1);
  const next = rows.length > limit ? tokenAfter(last ? keyOf(last) : after) : "";
  return { page: { next_token: next, count: results.length }, results: results.map(toEntity) };
}
