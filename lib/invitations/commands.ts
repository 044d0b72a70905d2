import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { iso, present } from "@/db/dated";
import { workspaces } from "@/db/schema/accounts";
import { invitations } from "@/db/schema/invitations";
import { type CommandContext, command } from "@/lib/doorway/command";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import { answerable, type Scope } from "@/lib/doorway/scope";
import { Email } from "@/lib/fields/input";
import { hashOf, newToken } from "@/lib/identity/secrets";
import { invitationEvents } from "./events";
import { i, isPending, stateOf } from "./found";
import { refuseBeyondCeiling } from "./giving";
import { InvitationId, InviteMany, InviteMember, type Offer } from "./input";
import { invitationLetter } from "./letter";
import { offerOfInvitation } from "./offer";
import {
  askedOffer,
  givesPowers,
  type InvitationDraft,
  inWords,
  mayOffer,
  ownAddress,
  type Sent,
  sendInvitations,
} from "./sending";

/** Offers membership with some access to one address; the link works for 24 hours. */
export const inviteMember = command({
  name: "invitations.invite",
  permission: "general:invite-user",
  input: InviteMember,
  fresh: async (scope, input) => givesPowers(await askedOffer(scope, input)),
  run: async (context, { email, ...offer }): Promise<Sent> => {
    const [answer] = await sendInvitations(context, [{ email, ...(await mayOffer(context, offer)) }]);
    if (!answer || answer instanceof Refusal) throw answer ?? notFound();
    return answer;
  },
});

/** What became of one row of a list. */
export type InvitedRow = Sent | { email: string; refused: string };

/**
 * Invites many addresses as {@link inviteMember} does one. Each row stands alone: what is refused in one, an offer that
 * is too much included, keeps no other from going out.
 */
export const inviteMany = command({
  name: "invitations.invite-many",
  permission: "general:invite-user",
  input: InviteMany,
  limit: { name: "invitations.invite-many", points: 60, seconds: 60 },
  fresh: async (scope, { offers }) => {
    for (const offer of offers) {
      const offered = await unlessRefused(askedOffer(scope, offer));
      if (!(offered instanceof Refusal) && givesPowers(offered)) return true;
    }
    return false;
  },
  run: async (context, { offers, rows }): Promise<{ rows: InvitedRow[] }> => {
    const offered = await eachOffer(context, offers);
    const asked = rows.map(({ email, offer }): InvitationDraft | Refusal => {
      const address = Email.safeParse(email);
      const given = offered[offer];
      if (!address.success) return new Refusal("invalid", "Type a complete e-mail address.");
      return !given || given instanceof Refusal ? (given ?? notFound()) : { email: address.data, ...given };
    });
    const answers = await sendInvitations(
      context,
      asked.filter((one): one is InvitationDraft => !(one instanceof Refusal)),
    );
    const next = answers.values();
    return {
      rows: asked.map((one, nth) => {
        const answer = one instanceof Refusal ? one : next.next().value;
        if (answer && !(answer instanceof Refusal)) return answer;
        return { email: rows[nth]?.email ?? "", refused: answer?.message ?? notFound().message };
      }),
    };
  },
  changes: ({ rows }) => rows.filter((row) => "event" in row).length,
});

/** Sends an invitation anew, with a new link for another 24 hours; whoever resends it answers for it from now on. */
export const resendInvitation = command({
  name: "invitations.resend",
  permission: "general:invite-user",
  input: InvitationId,
  fresh: async (scope, input) => {
    const invitation = await liveInvitation(scope, input.invitationId);
    return givesPowers(await offerOfInvitation(scope.tx, scope.workspace.id, invitation.id));
  },
  run: async (context, { invitationId }): Promise<Sent> => {
    const { tx, workspace } = context;
    const { id, email, expiresAt, accessEndsAt, over } = await liveInvitation(context, invitationId);
    if (over)
      throw new Refusal(
        "conflict",
        "The access it offers has ended meanwhile. Remove it and invite with a later end.",
      );
    const offered = await offerOfInvitation(tx, workspace.id, id);
    const own = ownAddress(context, email);
    if (own) throw own;
    refuseBeyondCeiling(context, offered, accessEndsAt);
    const token = newToken();
    const [row] = await tx
      .update(invitations)
      .set({
        tokenHash: hashOf(token),
        invitedBy: answerable(context).userId,
        sentAt: present,
        expiresAt: sql`clock_timestamp() + interval '24 hours'`,
      })
      .where(and(eq(invitations.workspaceId, workspace.id), eq(invitations.id, id)))
      .returning({ expiresAt: iso(invitations.expiresAt) });
    if (!row) throw notFound();
    await context.mail(email, invitationLetter(context, token, offered, { ...row, accessEndsAt }));
    const event = await context.audit(
      invitationEvents.resent({
        target: { kind: "invitation", id, label: email },
        before: { expiresAt },
        after: { ...inWords(offered), ...row },
      }),
    );
    return { event, invitationId: id, email, ...row };
  },
});

/** Takes an invitation back: its link no longer works. */
export const removeInvitation = command({
  name: "invitations.remove",
  permission: "general:invite-user",
  input: InvitationId,
  run: async (context, { invitationId }) => {
    const { tx, workspace } = context;
    const { id, email, state } = await liveInvitation(context, invitationId);
    await tx
      .update(invitations)
      .set({ removedAt: present })
      .where(and(eq(invitations.workspaceId, workspace.id), eq(invitations.id, id)));
    const event = await context.audit(
      invitationEvents.removed({
        target: { kind: "invitation", id, label: email },
        before: { status: state === "open" ? "pending" : state },
        after: { status: "removed" },
      }),
    );
    return { event, email };
  },
});

/** Each offer as far as it may be given, or why not. */
async function eachOffer(
  context: CommandContext,
  offers: readonly Offer[],
): Promise<(Omit<InvitationDraft, "email"> | Refusal)[]> {
  const all: (Omit<InvitationDraft, "email"> | Refusal)[] = [];
  for (const offer of offers) all.push(await unlessRefused(mayOffer(context, offer)));
  return all;
}

async function unlessRefused<T>(work: Promise<T>): Promise<T | Refusal> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

async function liveInvitation({ tx, workspace }: Scope, invitationId: string) {
  const [row] = await tx
    .select({
      id: i.id,
      email: i.email,
      state: sql<"open" | "expired">`${stateOf}`,
      expiresAt: iso(i.expiresAt),
      accessEndsAt: iso(i.accessEndsAt),
      over: sql<boolean>`coalesce(${i.accessEndsAt} <= clock_timestamp(), false)`,
    })
    .from(i)
    .innerJoin(workspaces, eq(workspaces.id, i.workspaceId))
    .where(and(eq(i.workspaceId, workspace.id), eq(i.id, invitationId), isPending));
  if (!row) throw notFound();
  return row;
}
