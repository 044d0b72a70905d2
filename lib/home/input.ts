import { z } from "zod";
import { type FeatureId, features } from "@/lib/access/catalogue";
import { Id, Reason } from "@/lib/fields/input";

const ids = features.map(({ id }) => id) as [FeatureId, ...FeatureId[]];

export const FeatureQuestion = z.strictObject({ feature: z.enum(ids, "There is no such feature.") });

/** Something that a person holds themselves: a grant, or a place in a group. */
export const Own = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("role"), grantId: Id }),
  z.strictObject({ kind: z.literal("group"), groupId: Id }),
]);
export type Own = z.output<typeof Own>;

export const GiveBack = z.strictObject({
  own: Own,
  reason: Reason,
});
