import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { texts } from "@/db/arrays";
import { iso } from "@/db/dated";
import { insertMany } from "@/db/insert-many";
import { invitationGroups, invitationRoles, invitations } from "@/db/schema/invitations";
import { givesPower, isOwnAccess } from "@/lib/access/duties";
import { isoOf } from "@/lib/access/instant";
import type { CommandContext } from "@/lib/doorway/command";
import { GuardRefusal, Refusal } from "@/lib/doorway/outcome";
import { answerable, type Scope } from "@/lib/doorway/scope";
import { endOfDay } from "@/lib/grants/asked";
import { opens } from "@/lib/grants/opening";
import { hashOf, newToken } from "@/lib/identity/secrets";
import { type AddressState, addressStates } from "./address";
import { inPlace } from "./admission";
import { invitationEvents } from "./events";
import { grantsOf, refuseBeyondCeiling } from "./giving";
import type { Offer } from "./input";
import { invitationLetter } from "./letter";
import { type Offered, offerOf } from "./offer";

/** What an invitation that went out answers with: its audit event, and how long its link works (ISO). */
export type Sent = { event: string; invitationId: string; email: string; expiresAt: string };

/** What is to be offered to an address; `accessEndsAt` ISO, null without end. */
export type InvitationDraft = { email: string; offered: Offered; accessEndsAt: string | null };

/** An invitation that is about to be written. */
type Going = InvitationDraft & { id: string; token: string };

/**
 * Loads what a form offers.
 * @throws Refusal for what does not exist here, for a place that is the workspace, and for one that the person who
 * invites may not open, as if it did not exist.
 */
export async function askedOffer(
  { tx, workspace, access }: Scope,
  { roleIds, place, groupIds }: Offer,
): Promise<Offered> {
  const roles = place ? [place] : roleIds.map((roleId) => ({ roleId, resourceId: workspace.id }));
  if (place?.resourceId === workspace.id)
    throw new Refusal("invalid", "Choose a place below the workspace, or workspace roles.", {
      place: "Choose a place below the workspace.",
    });
  return offerOf(tx, workspace.id, { roles, groupIds }, (resource) => opens(access, resource));
}

/** What a form offers, and until when, as far as the person who invites may give it. @throws Refusal */
export async function mayOffer(
  context: CommandContext,
  offer: Offer,
): Promise<Omit<InvitationDraft, "email">> {
  const offered = await askedOffer(context, offer);
  const ends = (await endOfDay(context, offer.endsOn))?.at ?? null;
  const accessEndsAt = ends === null ? null : isoOf(ends);
  refuseBeyondCeiling(context, offered, accessEndsAt);
  return { offered, accessEndsAt };
}

/** Whether taking the offer up hands out a power that needs a fresh proof. */
export function givesPowers(offered: Offered): boolean {
  return grantsOf(offered).some(givesPower);
}

/** Why nobody invites themselves; null for another's address. */
export function ownAddress({ actor }: Scope, email: string): Refusal | null {
  if (!isOwnAccess(actor.email, email)) return null;
  return new GuardRefusal("Nobody changes their own access. Ask another Admin to invite you.", {
    fields: { email: "This is your own address." },
  });
}

/**
 * Invites each address that is new to the workspace, takes back what expired before, and answers for each in their
 * order: what went out, or why it did not. The ceiling is checked by `mayOffer`. All is written with a few statements,
 * so that the lock of the workspace is held shortly however many there are.
 */
export async function sendInvitations(
  context: CommandContext,
  asked: readonly InvitationDraft[],
): Promise<(Sent | Refusal)[]> {
  const states = await addressStates(
    context,
    asked.map(({ email }) => email),
  );
  const taken = new Set<string>();
  const answers = asked.map((one): Refusal | Going => {
    const refused = refusalFor(context, one.email, states.get(one.email), taken);
    taken.add(one.email);
    return refused ?? { ...one, id: uuidv7(), token: newToken() };
  });
  const going = answers.filter((answer): answer is Going => !(answer instanceof Refusal));
  const expiresAt = await write(context, going);
  await context.mailEach(
    going.map((one) => ({
      recipient: one.email,
      mail: invitationLetter(context, one.token, one.offered, { expiresAt, ...one }),
    })),
  );
  const events = await context.auditEach(
    going.map(({ id, email, offered, accessEndsAt }) =>
      invitationEvents.sent({
        target: { kind: "invitation", id, label: email },
        after: { ...inWords(offered), expiresAt, accessEndsAt },
      }),
    ),
  );
  const eventOf = new Map(going.map(({ id }, nth) => [id, events[nth] ?? ""]));
  return answers.map((answer) =>
    answer instanceof Refusal
      ? answer
      : { event: eventOf.get(answer.id) ?? "", invitationId: answer.id, email: answer.email, expiresAt },
  );
}

/** Why an address cannot be invited, or null; `taken`: those that the same form names before it. */
function refusalFor(
  scope: Scope,
  email: string,
  address: AddressState | undefined,
  taken: ReadonlySet<string>,
): Refusal | null {
  const refuse = (message: string) => new Refusal("conflict", message, { email: message });
  if (address?.state === "member")
    return refuse(`${address.name} is a member already. Change their roles on their page.`);
  if (address?.state === "deactivated")
    return refuse(`${address.name} is deactivated here. Reactivate them instead of inviting.`);
  if (address?.state === "invited" || taken.has(email))
    return refuse("This address is invited already. Use Resend invite under Pending invitations.");
  return ownAddress(scope, email);
}

/** Writes the invitations with what they offer; returns when their links end (ISO). */
async function write(context: CommandContext, going: readonly Going[]): Promise<string> {
  const { tx, workspace } = context;
  const [clock] = await tx.execute<{ at: string; expiresAt: string }>(sql`
    select t.at::text, ${iso(sql`(t.at + interval '24 hours')`)} as "expiresAt" from (select clock_timestamp() as at) t`);
  if (!clock) throw new Error("the database did not tell the time");
  const { at, expiresAt } = clock;
  if (going.length === 0) return expiresAt;
  const addresses = going.map(({ email }) => email);
  await tx
    .update(invitations)
    .set({ removedAt: at })
    .where(
      and(
        eq(invitations.workspaceId, workspace.id),
        sql`${invitations.email} = any(${texts(addresses)}::text[])`,
        isNull(invitations.acceptedAt),
        isNull(invitations.removedAt),
      ),
    );
  const rows = going.map(({ id, email, token, accessEndsAt }) => ({
    id,
    email,
    tokenHash: hashOf(token),
    accessEndsAt,
  }));
  const workspaceId = workspace.id;
  const times = { createdAt: at, sentAt: at, expiresAt };
  await insertMany(tx, invitations, rows, { workspaceId, invitedBy: answerable(context).userId, ...times });
  const roles = going.flatMap(({ id, offered }) =>
    offered.roles.map((role) => ({
      id: uuidv7(),
      invitationId: id,
      roleId: role.id,
      resourceId: role.resource.id,
    })),
  );
  await insertMany(tx, invitationRoles, roles, { workspaceId });
  const groups = going.flatMap(({ id, offered }) =>
    offered.groups.map((group) => ({ id: uuidv7(), invitationId: id, groupId: group.id })),
  );
  await insertMany(tx, invitationGroups, groups, { workspaceId });
  return expiresAt;
}

/** The offer as an audit event holds it. */
export function inWords({ roles, groups }: Offered) {
  return { roles: roles.map(inPlace), groups: groups.map(({ name }) => name) };
}
