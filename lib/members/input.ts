import { z } from "zod";
import { Day, Id, Reason, Search } from "@/lib/fields/input";
import { numberWords } from "@/lib/words/counts";

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
/** `endsOn` left out keeps the end of the role that is replaced; null: no end. */
const role = { roleId: Id, endsOn: Day.nullable().optional(), reviewOn: Day.optional(), reason: Reason };
export const ChangeRole = z.strictObject({ membershipId: Id, ...role });
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
    .max(most, `At most ${numberWords(most)} members at once.`)
    .transform((all) => [...new Set(all)]);
export const ChangeRoleOfMany = z.strictObject({ membershipIds: Many(mostChanged), ...role });
export const ChangeStandingOfMany = z.strictObject({ membershipIds: Many(mostChanged), reason: Reason });
export const PreviewRoleOfMany = ChangeRoleOfMany.extend({ membershipIds: Many(mostSelected) });
export const PreviewStandingOfMany = ChangeStandingOfMany.extend({ membershipIds: Many(mostSelected) });
