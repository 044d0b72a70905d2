import { z } from "zod";
import { Day } from "@/lib/members/input";
import { Code, Email, PersonName, Token } from "@/lib/sessions/input";

const Id = z.uuid("This is not known here. Reload the page.");
const ids = (most: number, message: string) =>
  z
    .array(Id)
    .max(most, message)
    .default([])
    .transform((all) => [...new Set(all)]);

/** Roles on the workspace, or none and a role on a first place below it; groups beside either. */
export const InviteMember = z
  .strictObject({
    email: Email,
    roleIds: ids(20, "At most 20 roles."),
    place: z
      .strictObject({ roleId: z.uuid("Choose a role for it."), resourceId: z.uuid("Choose a place.") })
      .optional(),
    groupIds: ids(50, "At most 50 groups."),
    /** The last day of access, in the workspace's time zone. */
    endsOn: Day.optional(),
  })
  .refine(({ roleIds, place }) => roleIds.length > 0 !== (place !== undefined), {
    path: ["roleIds"],
    error: "Choose one or more workspace roles, or no workspace role and a first place.",
  });
export type InviteMember = z.output<typeof InviteMember>;

export const InvitationId = z.strictObject({ invitationId: Id });
export const InvitationAddress = z.strictObject({ email: Email });
export const InvitationToken = z.strictObject({ token: Token });
export const BeginAcceptance = z.strictObject({ token: Token, name: PersonName });
export const CompleteAcceptance = z.strictObject({ token: Token, name: PersonName, code: Code });

export const PendingFilter = z.strictObject({
  q: z.string().trim().max(200).default(""),
  after: z.string().max(200).optional(),
});
export type PendingFilter = z.input<typeof PendingFilter>;
export const Nothing = z.strictObject({});
