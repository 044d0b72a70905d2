import { z } from "zod";
import { type ObjectRightId, objectRights, rightLevels } from "@/lib/access/object-rights";
import { Day, Id, Reason, Search } from "@/lib/fields/input";

const Level = z.enum(rightLevels);

/** The object rights that differ from the role's. */
const Rights = z.strictObject(
  Object.fromEntries(objectRights.map(({ id }) => [id, Level.optional()])) as Record<
    ObjectRightId,
    z.ZodOptional<typeof Level>
  >,
);

/** `completion`: when the project it is given on, or the one above the action, is completed. */
const Ends = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("never") }),
  z.strictObject({ kind: z.literal("on"), day: Day }),
  z.strictObject({ kind: z.literal("completion") }),
]);
export type Ends = z.output<typeof Ends>;

/** Everybody who is added at once, and every row that is removed at once. */
export const mostAtOnce = 60;
const Ids = z.array(Id).max(mostAtOnce, `At most ${mostAtOnce} at once. Do the others afterwards.`);

export const TeamFilter = z.strictObject({
  resourceId: Id,
  q: Search,
  groupId: z.uuid().optional(),
  roleId: z.uuid().optional(),
  after: z.string().max(4000).optional(),
});
export type TeamFilter = z.output<typeof TeamFilter>;

export const CandidatesFilter = z.strictObject({
  resourceId: Id,
  q: Search,
  onlyGroups: z.boolean().default(false),
  groupId: z.uuid().optional(),
  roleId: z.uuid().optional(),
});
export type CandidatesFilter = z.output<typeof CandidatesFilter>;

const addition = {
  resourceId: Id,
  membershipIds: Ids.default([]),
  groupIds: Ids.default([]),
  roleId: Id,
  rights: Rights.default({}),
  ends: Ends.default({ kind: "never" }),
};
export const AddToTeam = z.strictObject({ ...addition, reviewOn: Day.optional(), reason: Reason });
export type Addition = z.output<typeof AddToTeam>;

const revision = {
  resourceId: Id,
  grantId: Id,
  roleId: Id,
  rights: Rights.default({}),
  /** Left out: the end stays as it is. */
  ends: Ends.optional(),
  /** Left out: the day stays as it is; null: it is cleared. */
  reviewOn: Day.nullable().optional(),
};
export const ReviseGrant = z.strictObject({ ...revision, reason: Reason });
export type Revision = z.output<typeof ReviseGrant>;

export const RemoveFromTeam = z.strictObject({
  resourceId: Id,
  grantIds: Ids.min(1, "Choose who is to be removed."),
  reason: Reason,
});
export const LeaveTeam = z.strictObject({ resourceId: Id, grantId: Id, reason: Reason });
