import { known, type Stage } from "./stage.ts";

const lifeInMinutes = 24 * 60;

/** Writes the invitations that are open, expired or removed, and those that late members accepted. */
export async function writeInvitations(stage: Stage): Promise<void> {
  const { builder, roles, groups, invitations } = stage;
  for (const offer of [...accepted(stage), ...open(stage)]) {
    const { email, invitedBy, roleNames, groupNames, place, member, ...columns } = offer;
    const offered = {
      roles: roleNames.map((name) => known(roles, name)),
      groups: groupNames.map((name) => known(groups, name)),
      ...(place ? { on: place.id } : {}),
    };
    const { id } = await builder.invitation(email, invitedBy, offered, columns);
    if (member) invitations.set(member, id);
    tellOf(stage, id, offer);
  }
}

type Offer = {
  email: string;
  invitedBy: string;
  createdAt: string;
  sentAt: string;
  expiresAt: string;
  accessEndsAt: string | null;
  acceptedAt: string | null;
  acceptedBy: string | null;
  removedAt: string | null;
  roleNames: readonly string[];
  groupNames: readonly string[];
  place: { id: string; name: string } | null;
  member: string | null;
};

function open({ company, clock, users, places }: Stage): Offer[] {
  return company.invited.map((invited) => ({
    email: invited.email,
    invitedBy: known(users, invited.by),
    createdAt: clock.minutesAgo(invited.minutesAgo),
    sentAt: clock.minutesAgo(invited.minutesAgo),
    expiresAt: clock.minutesAgo(invited.minutesAgo - lifeInMinutes),
    accessEndsAt: invited.endsIn === undefined ? null : clock.endOfDay(invited.endsIn),
    acceptedAt: null,
    acceptedBy: null,
    removedAt: invited.removedMinutesAgo === undefined ? null : clock.minutesAgo(invited.removedMinutesAgo),
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
      invitedBy: known(users, by),
      createdAt: at,
      sentAt: at,
      expiresAt: new Date(sent + lifeInMinutes * 60_000).toISOString(),
      accessEndsAt: null,
      acceptedAt: joinedAt,
      acceptedBy: known(users, name),
      removedAt: null,
      roleNames: roles,
      groupNames: groups,
      place: null,
      member: name,
    };
  });
}

function tellOf({ diary, users, members }: Stage, id: string, offer: Offer): void {
  const nameOf = (userId: string) => [...users].find(([, known]) => known === userId)?.[0] ?? "";
  const by = nameOf(offer.invitedBy);
  const target = { kind: "invitation", id, label: offer.email };
  const { place } = offer;
  const roles = offer.roleNames.map((role) => (place ? `${role} on ${place.name}` : role));
  const offered = { roles, groups: offer.groupNames };
  const accessEndsAt = offer.accessEndsAt;
  diary.tell({
    at: offer.sentAt,
    by,
    action: "invitation.sent",
    target,
    after: { ...offered, expiresAt: offer.expiresAt, accessEndsAt },
  });
  if (offer.removedAt)
    diary.tell({
      at: offer.removedAt,
      by,
      action: "invitation.removed",
      target,
      before: { status: "pending" },
      after: { status: "removed" },
    });
  if (offer.acceptedAt && offer.member)
    diary.tell({
      at: offer.acceptedAt,
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
