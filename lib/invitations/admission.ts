import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { present } from "@/db/dated";
import { invitations } from "@/db/schema/invitations";
import { isActive, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { clock, lockWorkspace, setContext } from "@/db/tenant";
import { type Access, accessAt } from "@/lib/access/access";
import { beyondCeiling, isOwnAccess, type Offer } from "@/lib/access/duties";
import { contentsAt, type Facts, lastingGrants } from "@/lib/access/facts";
import { type Instant, instantOf } from "@/lib/access/instant";
import { appendAudit } from "@/lib/doorway/audit";
import { announceAccessChange } from "@/lib/doorway/freshness";
import { enqueue } from "@/lib/doorway/outbox";
import { Refusal } from "@/lib/doorway/outcome";
import { factsOf, rootOf } from "@/lib/facts/facts";
import { giveGrant } from "@/lib/grants/commands";
import { enrol, joinGroup, openPeriod } from "@/lib/members/enrolment";
import { settings } from "@/lib/settings";
import { invitationEvents } from "./events";
import { type FoundInvitation, findByToken, type InvitationState } from "./found";
import { mayGive } from "./giving";
import { type Offered, offerOfInvitation } from "./offer";

/** Who takes an invitation up: a user who has proved the address, in a session. */
export type Newcomer = { userId: string; sessionId: string };
export type Admitted = { slug: string; workspaceName: string };

/**
 * The one way from an invitation into its workspace. Under the workspace's lock everything is looked at again: that the
 * link still works by the database's clock, that it is this person's, that they are not disabled, and that the inviter
 * may still give all of it. Who took it up already is let through again without an effect.
 * @throws Refusal, which leaves the invitation as it was.
 */
export async function admit(
  tx: Transaction,
  token: string,
  newcomer: Newcomer,
  requestId: string,
): Promise<Admitted> {
  const before = await findByToken(tx, token);
  // Whoever holds a link that no longer works must not be able to hold the workspace's lock.
  if (before?.state === "open") await lockWorkspace(tx, before.workspace.id);
  const found = before?.state === "open" ? await findByToken(tx, token) : before;
  if (!found) throw refusalOf("removed");
  const { workspace, accessEndsAt } = found;
  const admitted = { slug: workspace.slug, workspaceName: workspace.name };
  const person = await personOf(tx, newcomer.userId);
  if (person.email !== found.email) throw wrongPerson();
  if (found.state === "used" && found.acceptedBy === newcomer.userId) return admitted;
  if (found.state !== "open") throw refusalOf(found.state);
  const now = instantOf(await clock(tx));
  const offered = await stillOnOffer(tx, found);
  const inviter = await inviterOf(tx, found, offered, newcomer.userId, now);
  const membershipId = await membershipOf(tx, found, newcomer.userId, inviter, now);
  for (const role of offered.roles)
    await giveGrant(tx, workspace.id, {
      principal: { membershipId },
      roleId: role.id,
      resourceId: role.resource.id,
      until: accessEndsAt,
      source: "invitation",
      sourceId: found.id,
      grantedBy: found.invitedBy,
    });
  for (const group of offered.groups)
    await joinGroup(tx, workspace.id, group.id, membershipId, undefined, accessEndsAt);
  await tx
    .update(invitations)
    .set({ acceptedAt: present, acceptedBy: newcomer.userId })
    .where(and(eq(invitations.workspaceId, workspace.id), eq(invitations.id, found.id)));
  await tell(tx, found, offered, { ...newcomer, ...person, membershipId }, requestId);
  return admitted;
}

async function personOf(tx: Transaction, userId: string): Promise<{ name: string; email: string }> {
  await setContext(tx, { user: userId });
  const [person] = await tx.select().from(users).where(eq(users.id, userId));
  if (!person || person.disabledAt)
    throw new Refusal("forbidden", "This account is closed. Write to whoever invited you.");
  return { name: person.name, email: person.email };
}

async function stillOnOffer(
  tx: Transaction,
  { id, workspace, inviterName }: FoundInvitation,
): Promise<Offered> {
  try {
    return await offerOfInvitation(tx, workspace.id, id);
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused;
    throw new Refusal(
      "conflict",
      `What this invitation offers has changed meanwhile. Ask ${inviterName} for a new one.`,
    );
  }
}

/** The inviter's access at this moment. @throws Refusal when they may no longer give what the invitation offers. */
async function inviterOf(
  tx: Transaction,
  { invitedBy, workspace, inviterName, accessEndsAt }: FoundInvitation,
  offered: Offered,
  userId: string,
  now: Instant,
): Promise<Access> {
  const facts = await factsOf(tx, workspace, invitedBy);
  const given = mayGive(facts, now, rootOf(workspace), offered, accessEndsAt);
  if (!given || isOwnAccess(invitedBy, userId)) throw noLongerGiven(inviterName, workspace.name);
  return accessAt(facts, now);
}

function noLongerGiven(inviterName: string, workspaceName: string): Refusal {
  return new Refusal(
    "conflict",
    `${inviterName} may no longer give what this invitation offers. Ask an Admin of ${workspaceName} for a new one.`,
  );
}

/**
 * What an open invitation offers at this moment.
 * @throws Refusal `conflict` when nothing of it is left, or its inviter may no longer give it
 */
export async function offerStanding(tx: Transaction, found: FoundInvitation): Promise<Offered> {
  const { workspace, invitedBy, inviterName, accessEndsAt } = found;
  const offered = await stillOnOffer(tx, found);
  const inviter = await factsOf(tx, workspace, invitedBy);
  if (!mayGive(inviter, instantOf(found.now), rootOf(workspace), offered, accessEndsAt))
    throw noLongerGiven(inviterName, workspace.name);
  return offered;
}

/** The membership that the grants go to: the one at hand, one that is reactivated, or a fresh one. */
async function membershipOf(
  tx: Transaction,
  { workspace }: FoundInvitation,
  userId: string,
  inviter: Access,
  now: Instant,
): Promise<string> {
  const [held] = await tx
    .select({ id: memberships.id, active: isActive(memberships) })
    .from(memberships)
    .where(
      and(
        eq(memberships.workspaceId, workspace.id),
        eq(memberships.userId, userId),
        isNull(memberships.endedAt),
      ),
    );
  if (!held) return enrol(tx, workspace.id, userId);
  if (held.active) return held.id;
  const returns = comingBack(await factsOf(tx, workspace, userId), now);
  if (!inviter.can("general:manage-user", rootOf(workspace)) || beyondCeiling(inviter, returns).length > 0)
    throw new Refusal(
      "conflict",
      `Your membership in ${workspace.name} is deactivated. Ask an Admin to reactivate it.`,
    );
  await openPeriod(tx, workspace.id, held.id);
  return held.id;
}

/** The grants that take effect again with a reactivation. */
function comingBack(facts: Facts, now: Instant): Offer[] {
  return lastingGrants(facts, now).flatMap(({ role, plus, minus, resource }) => {
    const contents = contentsAt(role, now);
    return contents ? [{ contents, plus, minus, resource }] : [];
  });
}

type Person = Newcomer & { name: string; email: string; membershipId: string };

/** Everybody concerned learns of it: the audit log, the person, open tabs. */
async function tell(
  tx: Transaction,
  found: FoundInvitation,
  offered: Offered,
  person: Person,
  requestId: string,
) {
  const { workspace, id, email, accessEndsAt } = found;
  const { userId, name, sessionId, membershipId } = person;
  const roles = offered.roles.map((role) => role.name);
  await appendAudit(
    tx,
    workspace.id,
    { actorId: userId, actorName: name, sessionId, requestId },
    invitationEvents.accepted({
      target: { kind: "invitation", id, label: email },
      after: {
        member: membershipId,
        name,
        roles: offered.roles.map(inPlace),
        groups: offered.groups.map((group) => group.name),
        accessEndsAt,
        invitedBy: found.inviterName,
      },
    }),
  );
  const link = `${settings().url}/w/${workspace.slug}`;
  await enqueue(
    tx,
    email,
    { kind: "welcome", payload: { name, workspaceName: workspace.name, link, roles } },
    workspace.id,
  );
  await announceAccessChange(tx, workspace.id, [userId]);
}

/** "Viewer", or "Contributor on Spring sale" below the workspace. */
export function inPlace({ name, resource }: Offered["roles"][number]): string {
  return resource.kind === "workspace" ? name : `${name} on ${resource.name}`;
}

export function wrongPerson(): Refusal {
  return new Refusal(
    "forbidden",
    "This invitation was sent to another address. Sign in with that address to accept it.",
  );
}

/** Why an invitation in this state cannot be taken up. */
export function refusalOf(state: Exclude<InvitationState, "open">): Refusal {
  if (state === "used") return new Refusal("conflict", "This invitation was used already. Sign in instead.");
  if (state === "expired")
    return new Refusal("conflict", "This invitation has expired. Ask for a new invitation.");
  return new Refusal("conflict", "This invitation no longer works. Ask for a new invitation.");
}
