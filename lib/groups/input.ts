import { z } from "zod";
import { Day, Id, Name, Reason, Search } from "@/lib/fields/input";

const GroupName = Name("Give the group a name.", 80).transform((name) => name.replaceAll(/\s+/g, " "));
const Description = z.string().trim().max(500, "A description has at most 500 characters.").default("");

/** The most people who join or leave at once, and the most lines of a pasted list. */
export const mostAtOnce = 5000;

const Members = z
  .array(Id)
  .min(1, "Choose at least one member.")
  .max(mostAtOnce, "At most 5,000 people at once. Do it in several steps.")
  .transform((all) => [...new Set(all)]);

export const groupSorts = ["name", "members", "newest"] as const;

export const GroupsFilter = z.strictObject({
  q: Search,
  sort: z.enum(groupSorts).default("name"),
  after: z.string().max(700).optional(),
});
export type GroupsFilter = z.output<typeof GroupsFilter>;
export const GroupId = z.strictObject({ groupId: Id });
export const GroupMembersFilter = z.strictObject({
  groupId: Id,
  q: Search,
  after: z.string().max(700).optional(),
});
export const Candidates = z.strictObject({ groupId: Id, q: Search });

/** A pasted list of addresses and names, one on each line. */
export const PastedList = z.strictObject({
  groupId: Id,
  text: z.string().max(400_000, "The list is too long. Paste at most 5,000 lines."),
});

export const CreateGroup = z.strictObject({ name: GroupName, description: Description });
export const ReviseGroup = z.strictObject({ groupId: Id, name: GroupName, description: Description });
export const AddMembers = z.strictObject({ groupId: Id, membershipIds: Members, reason: Reason });
export const RemoveMembers = z.strictObject({ groupId: Id, membershipIds: Members, reason: Reason });
export const GiveRole = z.strictObject({
  groupId: Id,
  roleId: z.uuid("Choose a role."),
  endsOn: Day.optional(),
  reviewOn: Day.optional(),
  reason: Reason,
});
export const EndGroupGrant = z.strictObject({ groupId: Id, grantId: Id, reason: Reason });
/** What becomes of the grants of a group: they end with it, or each member keeps them as their own. */
const grantFates = ["end", "keep"] as const;
export const DeleteGroup = z.strictObject({
  groupId: Id,
  grants: z.enum(grantFates, { error: "Decide what becomes of its grants." }),
  reason: Reason,
});
