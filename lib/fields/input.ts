import { z } from "zod";

/** An id as the database writes it: whoever is found by it is looked up by it again. */
export const Id = z.uuid("This is not known here. Reload the page.").toLowerCase();

/** Why somebody does something, for the audit log. */
export const Reason = z.string().trim().max(500, "A reason has at most 500 characters.").optional();

/** What does not show in a name, or turns around what follows it: controls, marks of direction, line separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const isPlain = (name: string) => !unseen.test(name);

/**
 * The name of something that people make.
 * @param missing what to say where there is none
 * @param longest in characters
 */
export function Name(missing: string, longest: number) {
  return z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(longest, `A name has at most ${longest} characters.`)
    .refine(isPlain, "A name has no control characters.");
}

/** A calendar day, in the workspace's time zone; access ends when the day is over. */
export const Day = z.iso
  .date("Give a date as year-month-day.")
  .refine((day) => day >= "1970-01-01" && day <= "2999-12-31", "Give a date between 1970 and 2999.");

/** An address as people type it: trimmed, in lower case. */
export const Email = z
  .string({ error: "Type an e-mail address." })
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("Type a complete e-mail address, such as name@company.example."));

/** What a list is searched for. */
export const Search = z.string().trim().max(200).default("");

/** For a question that is its name alone. */
export const Nothing = z.strictObject({});
