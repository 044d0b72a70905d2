import { z } from "zod";
import { type ObjectKind, objectKinds } from "@/lib/access/facts";
import { Id, Name, Reason, Search } from "@/lib/fields/input";

const ObjectName = Name("Give it a name.", 120);

/** Without `parentId` a campaign is created. */
export const CreateObject = z.strictObject({ parentId: Id.optional(), name: ObjectName });
export const RenameObject = z.strictObject({ resourceId: Id, name: ObjectName });
export const MoveObject = z.strictObject({ resourceId: Id, parentId: Id, reason: Reason });
export const ChangeObject = z.strictObject({ resourceId: Id, reason: Reason });

export const SearchAsked = z.strictObject({
  q: Search,
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
