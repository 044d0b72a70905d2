import { z } from "zod";

export const kinds = ["people", "groups", "roles", "places"] as const;

/** What somebody looks for by name; nothing is found for an empty text. */
export const SearchQuestion = z.strictObject({
  q: z.string().trim().max(100, "Search for at most 100 characters."),
  kinds: z.array(z.enum(kinds)).max(4).optional(),
});
export type SearchQuestion = z.output<typeof SearchQuestion>;
