import { z } from "zod";

const Id = z.uuid("This is not known here. Reload the page.");

/** The kinds that make up the tree of objects, from the top down. */
export const objectKinds = ["campaign", "project", "action"] as const;
export type ObjectKind = (typeof objectKinds)[number];

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
