import { z } from "zod";
import { addressBy, type Search } from "@/lib/fields/address";
import { positionIn } from "./cursor";

/** A calendar day in the workspace's time zone. */
const Day = z.iso
  .date("Give a date as year-month-day.")
  .refine((day) => day >= "1970-01-01" && day <= "2999-12-31", "Give a date between 1970 and 2999.");
const Cursor = z
  .string()
  .max(80)
  .refine((cursor) => positionIn(cursor) !== null, "This page of the log is not known. Begin at its start.");

/** Acted by nobody in particular: Remit itself. */
export const systemActor = "remit";

const filter = {
  /** Whose acts: a user's id, or {@link systemActor}. */
  user: z.union([z.uuid(), z.literal(systemActor)], "This person is not known here.").optional(),
  action: z
    .string()
    .max(80)
    .regex(/^[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*$/, "This action is not known here.")
    .optional(),
  /** What it is about: the id of a resource, a person, a group or a role, as target or as the place. */
  about: z.uuid("This is not known here.").optional(),
  /** First and last day, both included. */
  from: Day.optional(),
  to: Day.optional(),
  /** Part of a target's or resource's name, or an event's id. */
  q: z.string().trim().max(200, "Search for at most 200 characters.").optional(),
};

const inOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  !from || !to || from <= to;
const order = { error: "The first day is after the last one.", path: ["from"] };

export const AuditFilter = z.strictObject(filter).refine(inOrder, order);
export type AuditFilter = z.output<typeof AuditFilter>;

/** `after`: what is older than that place; `before`: what is newer; `event`: the page with that event on it. */
export const AuditView = z
  .strictObject({
    ...filter,
    after: Cursor.optional(),
    before: Cursor.optional(),
    event: z.uuid("This event is not known here.").optional(),
  })
  .refine(inOrder, order);
export type AuditView = z.output<typeof AuditView>;

/** `who`, `what`: parts of names; `user`, `about`: those whose names are wanted in any case. */
export const FilterChoices = z.strictObject({
  who: z.string().trim().max(100).optional(),
  what: z.string().trim().max(100).optional(),
  user: filter.user,
  about: filter.about,
});

const exportFormats = ["csv", "jsonl"] as const;
const format = z.enum(exportFormats, "Choose CSV or JSON Lines.");
export const ExportRequest = z.strictObject({ ...filter, format }).refine(inOrder, order);
export type ExportRequest = z.output<typeof ExportRequest>;
/** `prepared`: the id of the audit event that tells of this very export. */
export const ExportDownload = z
  .strictObject({ ...filter, format, prepared: z.uuid("Start the export from the audit log.") })
  .refine(inOrder, order);

const sought = FilterChoices.shape.who;
/** The addresses of the log: a view of it, and what the choices of its filters are searched for. */
export const auditAddress = addressBy(
  z.strictObject({
    ...filter,
    after: Cursor.optional(),
    before: Cursor.optional(),
    event: z.uuid().optional(),
    who: sought,
    what: sought,
  }),
);

/** The view that an address asks for; days in the wrong order change places. */
export function readAuditView(search: Search): AuditView {
  const { who: _who, what: _what, from, to, ...view } = auditAddress.in(search);
  const [first, last] = from && to && from > to ? [to, from] : [from, to];
  return { ...view, ...(first && { from: first }), ...(last && { to: last }) };
}

/** Whether anything is filtered at all. */
export function isFiltered(view: AuditView): boolean {
  return Object.keys(filterOf(view)).length > 0;
}

/** The filter alone, without what is unset: what an export takes, and what the log says of it. */
export function filterOf({ user, action, about, from, to, q }: AuditFilter): AuditFilter {
  return {
    ...(user ? { user } : {}),
    ...(action ? { action } : {}),
    ...(about ? { about } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(q ? { q } : {}),
  };
}
