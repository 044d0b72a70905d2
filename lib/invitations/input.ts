import { z } from "zod";
import { Day, Email, Id, Search } from "@/lib/fields/input";
import { Code, PersonName, Token } from "@/lib/sessions/input";

const ids = (most: number, message: string) =>
  z
    .array(Id)
    .max(most, message)
    .default([])
    .transform((all) => [...new Set(all)]);

const offer = {
  roleIds: ids(20, "At most 20 roles."),
  place: z
    .strictObject({ roleId: z.uuid("Choose a role for it."), resourceId: z.uuid("Choose a place.") })
    .optional(),
  groupIds: ids(50, "At most 50 groups."),
  /** The last day of access, in the workspace's time zone. */
  endsOn: Day.optional(),
};

/** Roles on the workspace, or none and a role on a first place below it; groups beside either. */
export const InviteMember = z
  .strictObject({ email: Email, ...offer })
  .refine(({ roleIds, place }) => roleIds.length > 0 !== (place !== undefined), {
    path: ["roleIds"],
    error: "Choose one or more workspace roles, or no workspace role and a first place.",
  });
export type InviteMember = z.output<typeof InviteMember>;
/** What is offered, to whomever. */
export type Offer = Omit<InviteMember, "email">;

/** One call invites this many at most, so that the lock of the workspace is held shortly. */
export const mostInvited = 500;
/** A list has this many addresses at most, this many lines, and this many characters. */
export const longestList = { addresses: 5_000, lines: 10_000, characters: 1_000_000 };

/**
 * Rows of a list, each with the number of the offer that it gets. An address is text here: what is none is refused in
 * its row, and the others go out.
 */
export const InviteMany = z
  .strictObject({
    offers: z
      .array(
        z
          .strictObject(offer)
          .refine(({ roleIds, place, groupIds }) => roleIds.length + groupIds.length > 0 || place, {
            path: ["roleIds"],
            error: "Choose a role or a group.",
          })
          .refine(({ roleIds, place }) => roleIds.length === 0 || !place, {
            path: ["place"],
            error: "Choose workspace roles or a first place, not both.",
          }),
      )
      .min(1, "Choose what is offered.")
      .max(40, "At most 40 different offers at once."),
    rows: z
      .array(z.strictObject({ email: z.string().max(320, "This is no address."), offer: z.int().min(0) }))
      .min(1, "Choose whom to invite.")
      .max(mostInvited, `At most ${mostInvited} addresses at once.`),
  })
  .refine(({ offers, rows }) => rows.every(({ offer }) => offer < offers.length), {
    path: ["rows"],
    error: "A row names an offer that is not there.",
  });

export const AddressList = z.strictObject({
  text: z
    .string({ error: "Paste addresses." })
    .max(longestList.characters, "A list has at most 1 MB. Split it.")
    .refine(
      (text) => (text.match(/\r\n?|\n/g)?.length ?? 0) <= longestList.lines,
      "A list has at most 10,000 lines. Split it.",
    ),
});

export const InvitationId = z.strictObject({ invitationId: Id });
export const InvitationAddress = z.strictObject({ email: Email });
export const InvitationToken = z.strictObject({ token: Token });
export const BeginAcceptance = z.strictObject({ token: Token, name: PersonName });
export const CompleteAcceptance = z.strictObject({ token: Token, name: PersonName, code: Code });

export const PendingFilter = z.strictObject({
  q: Search,
  after: z.string().max(600).optional(),
  sort: z.enum(["sent", "email"]).default("sent"),
});
export type PendingFilter = z.input<typeof PendingFilter>;
