import { z } from "zod";
import { isPlain } from "@/lib/members/input";

const Id = z.uuid("This is not known here. Reload the page.");

/** The kinds that make up the tree of objects, from the top down. */
export const objectKinds = ["campaign", "project", "action"] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** Whether a resource of this kind is an object, with a page and a team of its own. */
export function isObjectKind(kind: string): boolean {
  return objectKinds.some((one) => one === kind);
}

const Name = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(120, "A name has at most 120 characters.")
  .refine(isPlain, "A name has no control characters.");
const Reason = z.string().trim().max(500, "A reason has at most 500 characters.").optional();

/** Without `parentId` a campaign is created. */
export const CreateObject = z.strictObject({ parentId: Id.optional(), name: Name });
export const RenameObject = z.strictObject({ resourceId: Id, name: Name });
export const PreviewMove = z.strictObject({ resourceId: Id, parentId: Id });
export const MoveObject = PreviewMove.extend({ reason: Reason });
export const ChangeObject = z.strictObject({ resourceId: Id, reason: Reason });

export const SearchAsked = z.strictObject({
  q: z.string().trim().max(200).default(""),
  /** Only what this object can be moved below. */
  moving: Id.optional(),
});
export type SearchAsked = z.output<typeof SearchAsked>;

export const TreeAsked = z.strictObject({
  /** The archived objects instead of those in use. */
  archived: z.boolean().default(false),
});
export const ObjectId = z.strictObject({ resourceId: Id });

export const ChildrenAsked = z.strictObject({
  /** What they lie below; null for the top of the tree. */
  parentId: Id.nullable().default(null),
  /** Cursor of the page before. */
  after: z.string().max(600).optional(),
  /** Of the archived objects instead of those in use. */
  archived: z.boolean().default(false),
});
export type ChildrenAsked = z.output<typeof ChildrenAsked>;

/** The kind of what is created below an object or, for null, at the top; null where nothing can be. */
export function kindBelow(parent: ObjectKind | null): ObjectKind | null {
  return parent === null ? "campaign" : (objectKinds[objectKinds.indexOf(parent) + 1] ?? null);
}
