import { z } from "zod";
import { isPermission, type PermissionId } from "@/lib/access/catalogue";
import { Id } from "@/lib/fields/input";

export const Permission = z
  .string()
  .max(100)
  .refine(isPermission, "There is no such permission.") as unknown as z.ZodType<PermissionId, string>;

/** A minute in the workspace's time zone. */
const Minute = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "Give a date and a time.")
  .refine(isMinute, "Give a date between 1970 and 2999.");

/**
 * May somebody do something, somewhere, at some time? Left out: oneself, the workspace, now. A person is named by their
 * membership, one that has ended too, or, without one, by their account as one of its administrators.
 */
export const ExplainQuestion = z.strictObject({
  person: Id.optional(),
  permission: Permission,
  resourceId: Id.optional(),
  at: Minute.optional(),
});
export type ExplainQuestion = z.output<typeof ExplainQuestion>;

/** Who was a member once, or administers the account without being one. */
export const PeopleQuestion = z.strictObject({
  q: z.string().trim().min(1, "Type a name or an address.").max(100, "Search for at most 100 characters."),
});

/** What a locked control needs, all of it, on the workspace unless a resource is named. */
export const WhyNotQuestion = z.strictObject({
  permission: Permission,
  also: z.array(Permission).max(200).default([]),
  resourceId: Id.optional(),
});

function isMinute(text: string): boolean {
  const date = new Date(`${text}:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 16) !== text) return false;
  return text >= "1970-01-02" && text < "2999-12-31";
}
