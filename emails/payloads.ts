import { z } from "zod";

const text = z.string().max(2_000);
const names = z.array(text).max(500);
const link = z.url({ protocol: /^https?$/ }).max(2_000);
const instant = z.iso.datetime({ offset: true });

export const SignInLink = z.strictObject({
  link,
  minutes: z.int().min(1).max(60),
  askedAt: instant,
  device: text,
});

export const OneTimeCode = z.strictObject({
  code: z.string().regex(/^\d{6}$/),
  purpose: z.enum(["accept-invitation", "confirm-identity"]),
  workspaceName: text.optional(),
  minutes: z.int().min(1).max(60),
});

export const Invitation = z.strictObject({
  link,
  inviterName: text,
  inviterEmail: text,
  workspaceName: text,
  inviteeName: text.optional(),
  roles: names,
  groups: names,
  place: text.optional(),
  expiresAt: instant,
  accessEndsAt: instant.nullable(),
  timeZone: text,
  features: z.array(z.strictObject({ text, level: z.literal([0, 1, 2, 3, 4]) })).max(50),
});

export const Welcome = z.strictObject({ name: text, workspaceName: text, link, roles: names });

export const RoleChanged = z.strictObject({
  name: text,
  workspaceName: text,
  link,
  actorName: text,
  before: names,
  after: names,
  gains: names,
  losses: names,
});

export const AccessEnded = z.strictObject({
  name: text,
  workspaceName: text,
  actorName: text.nullable(),
  what: text,
  how: z.enum(["deactivated", "revoked", "ended"]),
  helpFrom: names,
});

/** `before` null: newly added; `after` null: taken off. */
export const TeamChanged = z.strictObject({
  name: text,
  workspaceName: text,
  link,
  actorName: text,
  objectName: text,
  /** The group on the team that the person is in; null: they are on it themselves. */
  through: text.nullable(),
  before: text.nullable(),
  after: text.nullable(),
  endsAt: instant.nullable(),
  endsWith: text.nullable(),
  timeZone: text,
});

/** Roles whose review date has come. `place` null: the workspace; `more`: how many stand in none of the rows. */
export const ReviewDue = z.strictObject({
  name: text,
  workspaceName: text,
  link,
  rows: z
    .array(z.strictObject({ holder: text, role: text, place: text.nullable(), reviewOn: z.iso.date() }))
    .min(1)
    .max(20),
  more: z.int().min(0),
});

/** What the outbox row of each kind carries in `payload`: everything its template needs. */
export const payloads = {
  "sign-in-link": SignInLink,
  "one-time-code": OneTimeCode,
  invitation: Invitation,
  welcome: Welcome,
  "role-changed": RoleChanged,
  "access-ended": AccessEnded,
  "team-changed": TeamChanged,
  "review-due": ReviewDue,
} as const;

export type SignInLinkProps = z.infer<typeof SignInLink>;
export type OneTimeCodeProps = z.infer<typeof OneTimeCode>;
export type InvitationProps = z.infer<typeof Invitation>;
export type WelcomeProps = z.infer<typeof Welcome>;
export type RoleChangedProps = z.infer<typeof RoleChanged>;
export type AccessEndedProps = z.infer<typeof AccessEnded>;
export type TeamChangedProps = z.infer<typeof TeamChanged>;
export type ReviewDueProps = z.infer<typeof ReviewDue>;

export type MailKind = keyof typeof payloads;
export type PayloadOf<Kind extends MailKind> = z.infer<(typeof payloads)[Kind]>;
/** One mail, told apart by `kind`. */
export type Mail = { [Kind in MailKind]: { kind: Kind; payload: PayloadOf<Kind> } }[MailKind];

/** Checks a kind and payload that come from outside the type system. Throws ZodError on the first that does not fit. */
export function mailOf(kind: string, payload: unknown): Mail {
  const known = z.enum(Object.keys(payloads) as [MailKind, ...MailKind[]]).parse(kind);
  return { kind: known, payload: payloads[known].parse(payload) } as Mail;
}
