import { createHash, randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { insertRows } from "./rows.ts";
import { known, type Stage } from "./stage.ts";

type Row = Record<string, unknown>;

const lifeInMinutes = 24 * 60;

/** Writes the invitations that are open, expired or removed, and those that late members accepted. */
export async function writeInvitations(stage: Stage): Promise<void> {
  const { tx } = stage;
  const [invitations, roles, groups] = [[], [], []] as [Row[], Row[], Row[]];
  for (const offer of [...accepted(stage), ...open(stage)]) {
    const id = uuidv7();
    if (offer.member) stage.invitations.set(offer.member, id);
    const key = { workspace_id: stage.workspace.id };
    const { roleNames, groupNames, place, member, ...row } = offer;
    invitations.push({ ...key, id, token_hash: unknownToken(), ...row });
    for (const name of roleNames)
      roles.push({
        ...key,
        id: uuidv7(),
        invitation_id: id,
        role_id: known(stage.roles, name),
        resource_id: place?.id ?? stage.workspace.id,
      });
    for (const name of groupNames)
      groups.push({ ...key, id: uuidv7(), invitation_id: id, group_id: known(stage.groups, name) });
    tellOf(stage, id, offer);
  }
  await insertRows(tx, "invitations", invitations);
  await insertRows(tx, "invitation_roles", roles);
  await insertRows(tx, "invitation_groups", groups);
}

type Offer = {
  email: string;
  invited_by: string;
  created_at: string;
  sent_at: string;
  expires_at: string;
  access_ends_at: string | null;
  accepted_at: string | null;
  accepted_by: string | null;
  removed_at: string | null;
  roleNames: readonly string[];
  groupNames: readonly string[];
  place: { id: string; name: string } | null;
  member: string | null;
};

function open({ company, clock, users, places }: Stage): Offer[] {
  return company.invited.map((invited) => ({
    email: invited.email,
    invited_by: known(users, invited.by),
    created_at: clock.minutesAgo(invited.minutesAgo),
    sent_at: clock.minutesAgo(invited.minutesAgo),
    expires_at: clock.minutesAgo(invited.minutesAgo - lifeInMinutes),
    access_ends_at: invited.endsIn === undefined ? null : clock.endOfDay(invited.endsIn),
    accepted_at: null,
    accepted_by: null,
    removed_at: invited.removedMinutesAgo === undefined ? null : clock.minutesAgo(invited.removedMinutesAgo),
    roleNames: invited.roles,
    groupNames: invited.groups ?? [],
    place: invited.on ? known(places, invited.on) : null,
    member: null,
  }));
}

/** People who joined lately, were invited two hours before. */
function accepted({ company, users, members }: Stage): Offer[] {
  return company.people.flatMap(({ name, by, roles = [], groups = [] }) => {
    if (!by) return [];
    const { joinedAt, label } = known(members, name);
    const email = label.slice(label.indexOf("(") + 1, -1);
    const sent = Date.parse(joinedAt) - 2 * 3_600_000;
    const at = new Date(sent).toISOString();
    return {
      email,
      invited_by: known(users, by),
      created_at: at,
      sent_at: at,
      expires_at: new Date(sent + lifeInMinutes * 60_000).toISOString(),
      access_ends_at: null,
      accepted_at: joinedAt,
      accepted_by: known(users, name),
      removed_at: null,
      roleNames: roles,
      groupNames: groups,
      place: null,
      member: name,
    };
  });
}

function tellOf({ diary, users, members }: Stage, id: string, offer: Offer): void {
  const nameOf = (userId: string) => [...users].find(([, known]) => known === userId)?.[0] ?? "";
  const by = nameOf(offer.invited_by);
  const target = { kind: "invitation", id, label: offer.email };
  const { place } = offer;
  const roles = offer.roleNames.map((role) => (place ? `${role} on ${place.name}` : role));
  const offered = { roles, groups: offer.groupNames };
  const accessEndsAt = offer.access_ends_at;
  diary.tell({
    at: offer.sent_at,
    by,
    action: "invitation.sent",
    target,
    after: { ...offered, expiresAt: offer.expires_at, accessEndsAt },
  });
  if (offer.removed_at)
    diary.tell({
      at: offer.removed_at,
      by,
      action: "invitation.removed",
      target,
      before: { status: "pending" },
      after: { status: "removed" },
    });
  if (offer.accepted_at && offer.member)
    diary.tell({
      at: offer.accepted_at,
      by: offer.member,
      action: "invitation.accepted",
      target,
      after: {
        member: known(members, offer.member).id,
        name: offer.member,
        ...offered,
        accessEndsAt,
        invitedBy: by,
      },
    });
}

/** The hash of a token that nobody has. */
function unknownToken(): string {
  return createHash("sha256").update(randomBytes(32)).digest("hex");
}
