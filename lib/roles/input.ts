import { z } from "zod";
import { applications, permissions } from "@/lib/access/catalogue";
import { Id, Name, Reason } from "@/lib/fields/input";

export const roleKinds = ["system", "custom", "governance"] as const;

/** `strength`: system, then the workspace's own, then governance, each the strongest first. */
export const roleSorts = ["strength", "name", "members", "newest"] as const;

/** `q`: part of a role's name or description. */
export const RolesFilter = z.strictObject({
  q: z.string().trim().max(200, "Search for at most 200 characters.").optional(),
  kind: z.enum(roleKinds, "This type of role is not known.").optional(),
  sort: z.enum(roleSorts, "This order is not known.").optional(),
});
export type RolesFilter = z.output<typeof RolesFilter>;

export const RoleId = z.strictObject({ roleId: Id });

/** Two roles beside each other; which ones is for the person to choose. */
export const RolePair = z.strictObject({ a: Id.optional(), b: Id.optional() });

const revisionNumber = z.int("This revision is not known.").min(1).max(1_000_000);

/** The revisions of a role before one of them (not included), the newest first. */
export const RevisionsFilter = z.strictObject({ roleId: Id, before: revisionNumber.optional() });

const held = permissions.filter(({ group }) => group !== "account").map(({ id }) => id);

/** What a role is to hold, as its form says it: what was chosen, and not what that requires. */
export const Draft = z.strictObject({
  applications: z.array(z.enum(applications.map(({ id }) => id))).max(applications.length),
  permissions: z
    .array(
      z.enum(held, {
        error: ({ input }) =>
          input === "account:administer"
            ? "No role can hold Administer Account. Name account administrators on the account."
            : "This permission is not known.",
      }),
    )
    .max(held.length, "This is more than there is."),
});
export type Draft = z.output<typeof Draft>;

const words = {
  name: Name("Give the role a name.", 60),
  description: z.string().trim().max(200, "A description has at most 200 characters."),
};

/** `from`: the role that was cloned; it is only told. */
export const CreateRole = z.strictObject({ ...words, draft: Draft, from: Id.optional(), reason: Reason });
/** `revision`: the number that the form began from. */
export const ReviseRole = z.strictObject({
  ...words,
  roleId: Id,
  revision: revisionNumber,
  draft: Draft,
  reason: Reason,
});
export const RestoreRole = z.strictObject({
  roleId: Id,
  revision: revisionNumber,
  number: revisionNumber,
  reason: Reason,
});
/** `replacementId` null: the grants end, and nothing takes their place. */
export const DeleteRole = z.strictObject({ roleId: Id, replacementId: Id.nullable(), reason: Reason });

/** Before a role is saved; it may have no name yet. */
export const PreviewRole = z.strictObject({ roleId: Id, draft: Draft });
export const PreviewNewRole = z.strictObject({ draft: Draft });

/** The form of a role; without an id that of a new one, `from` the role whose contents it takes over. */
export const RoleFormId = z.strictObject({ roleId: Id.optional(), from: Id.optional() });
