import { z } from "zod";
import { Day, Id, Reason, Search } from "@/lib/fields/input";

/** A change of a group or a team that concerns up to so many people mails each; beyond, their open tabs alone learn of it. */
export const mostMailed = 25;

export const sortings = ["name", "joined", "active"] as const;

export const MembersFilter = z.strictObject({
  tab: z.enum(["members", "deactivated"]).default("members"),
  q: Search,
  roleId: z.uuid().optional(),
  groupId: z.uuid().optional(),
  /** Joined within the last 30 days. */
  isNew: z.boolean().default(false),
  sort: z.enum(sortings).default("name"),
  after: z.string().max(4000).optional(),
});
export type MembersFilter = z.output<typeof MembersFilter>;

/** The people of a filter, whichever page they are on. */
export const Matching = MembersFilter.omit({ sort: true, after: true });
export type Matching = z.output<typeof Matching>;

export const MemberId = z.strictObject({ membershipId: Id });
export const ChangeRole = z.strictObject({
  membershipId: Id,
  roleId: Id,
  endsOn: Day.optional(),
  reviewOn: Day.optional(),
  reason: Reason,
});
export const EndGrant = z.strictObject({ membershipId: Id, grantId: Id, reason: Reason });
export const ChangeStanding = z.strictObject({ membershipId: Id, reason: Reason });
export const EndMemberSessions = z.strictObject({ membershipId: Id, sessionId: Id.optional() });

/** One call changes this many at most, so that the lock of the workspace is held shortly. */
export const mostChanged = 500;
/** So many can be selected at once. */
export const mostSelected = 5_000;
const Many = (most: number) =>
  z
    .array(Id)
    .min(1, "Select at least one member.")
    .max(most, `At most ${most.toLocaleString("en")} members at once.`)
    .transform((all) => [...new Set(all)]);
export const ChangeRoleOfMany = z.strictObject({
  membershipIds: Many(mostChanged),
  roleId: Id,
  endsOn: Day.optional(),
  reviewOn: Day.optional(),
  reason: Reason,
});
export const ChangeStandingOfMany = z.strictObject({ membershipIds: Many(mostChanged), reason: Reason });
export const PreviewMany = z.strictObject({
  membershipIds: Many(mostSelected),
  change: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("make"), roleId: Id, endsOn: Day.optional() }),
    z.strictObject({ kind: z.literal("deactivate") }),
  ]),
});
export type PreviewMany = z.input<typeof PreviewMany>;

export const PreviewChange = z.strictObject({
  membershipId: Id,
  change: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["make", "add"]), roleId: Id, endsOn: Day.optional() }),
    z.strictObject({ kind: z.literal("end"), grantId: Id }),
    z.strictObject({ kind: z.enum(["deactivate", "reactivate", "revoke"]) }),
  ]),
});
export type PreviewChange = z.output<typeof PreviewChange>;
