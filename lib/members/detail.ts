import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { e, gm } from "@/db/aliases";
import { isAmong } from "@/db/arrays";
import { holdsNow, iso } from "@/db/dated";
import { grants } from "@/db/schema/grants";
import { groups, memberships } from "@/db/schema/members";
import { isInForce, sessions, users } from "@/db/schema/users";
import { together } from "@/db/together";
import type { Level, PermissionId } from "@/lib/access/catalogue";
import { isoOf } from "@/lib/access/instant";
import { heldBeyond, holdsMoreRefusal, ownAccess } from "@/lib/changes/guards";
import { notFound } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import type { LoggedEvent } from "@/lib/doorway/sentence";
import { loggedEvent } from "@/lib/grants/event-names";
import { peopleInGroup } from "@/lib/grants/lists";
import { type PlaceMark, profileAt, type RoleMark, roleMarks } from "@/lib/grants/marks";
import { openPlaces } from "@/lib/grants/opening";
import { deviceName } from "@/lib/sessions/device";
import { MemberId } from "./input";
import { type FeatureOverview, featureOverviews, finePermissions, permissionCount } from "./overview";
import { memberTarget, type Target } from "./target";

export type MemberDetail = {
  membershipId: string;
  name: string;
  email: string;
  active: boolean;
  isYou: boolean;
  joinedAt: string;
  lastActiveAt: string | null;
  profile: Level[];
  permissionCount: number;
  roles: (RoleMark & { givenBy: string | null; reviewOn: string | null })[];
  /** `open`: the person who asks may see the team there. */
  places: (PlaceMark & { open: boolean })[];
  groups: { id: string; name: string; people: number; since: string }[];
  /** Null unless the person who asks may see others' effective access. */
  effective: { features: FeatureOverview[]; fine: ReturnType<typeof finePermissions> } | null;
  /** Null unless the person who asks may end others' sessions. */
  sessions: { id: string; device: string; startedAt: string; lastSeenAt: string }[] | null;
  /** Null unless the person who asks may read the audit log. */
  activity: ({ id: string; at: string } & LoggedEvent)[] | null;
  /** Why the person who asks may not change this member's access, in words; null when they may. */
  locked: string | null;
  /** What the person who asks would have to hold for that; empty where it is closed for another reason. */
  missing: PermissionId[];
  mayManage: boolean;
  timeZone: string;
  now: string;
};

/** Everything about one member that the person who asks may see. */
export const memberDetail = query({
  name: "members.detail",
  permission: "general:view-members",
  input: MemberId,
  run: async (scope, { membershipId }): Promise<MemberDetail> => {
    const target = await memberTarget(scope, membershipId);
    const { facts } = target;
    const mayManage = scope.access.can("general:manage-user", scope.root);
    const mayReadLog = scope.access.can("governance:view-audit", scope.root);
    const isYou = target.userId === scope.actor.userId;
    const marks = roleMarks(facts, scope.now);
    const found = await together(scope.tx, {
      dates: scope.tx
        .select({ joinedAt: iso(memberships.joinedAt), lastActiveAt: iso(memberships.lastActiveAt) })
        .from(memberships)
        .where(and(eq(memberships.workspaceId, scope.workspace.id), eq(memberships.id, membershipId))),
      givers: giversOf(scope, marks),
      groups: groupsOf(scope, membershipId),
      ...(mayManage ? { sessions: sessionsOf(scope, target) } : {}),
      ...(mayReadLog ? { activity: activityOf(scope, target) } : {}),
    });
    const [dates] = found.dates;
    if (!dates) throw notFound();
    const given = new Map(found.givers.map(({ id, ...giver }) => [id, giver]));
    const beyond = mayManage ? heldBeyond(scope, facts) : [];
    const obstacle = isYou ? ownAccess() : beyond.length > 0 ? holdsMoreRefusal(target.name, beyond) : null;
    return {
      membershipId,
      name: target.name,
      email: target.email,
      active: target.active,
      isYou,
      ...dates,
      profile: profileAt(facts, scope.now),
      permissionCount: permissionCount(facts, scope.now),
      roles: marks.map((role) => ({
        ...role,
        givenBy: given.get(role.grantId)?.name ?? null,
        reviewOn: given.get(role.grantId)?.reviewOn ?? null,
      })),
      places: openPlaces(scope, facts),
      groups: found.groups,
      effective:
        mayManage || isYou
          ? { features: featureOverviews(facts, scope.now), fine: finePermissions(facts, scope.now) }
          : null,
      sessions:
        found.sessions?.map(({ userAgent, ...row }) => ({ ...row, device: deviceName(userAgent) })) ?? null,
      activity: found.activity ?? null,
      locked: (mayManage && obstacle?.message) || null,
      missing: isYou ? [] : beyond,
      mayManage,
      timeZone: scope.workspace.timeZone,
      now: isoOf(scope.now),
    };
  },
});

function giversOf({ tx, workspace }: Scope, roles: readonly RoleMark[]) {
  const ids = roles.map(({ grantId }) => grantId);
  return tx
    .select({ id: grants.id, name: users.name, reviewOn: grants.reviewOn })
    .from(grants)
    .leftJoin(users, eq(users.id, grants.grantedBy))
    .where(and(eq(grants.workspaceId, workspace.id), isAmong(grants.id, ids)));
}

function groupsOf({ tx, workspace }: Scope, membershipId: string) {
  return tx
    .select({
      id: groups.id,
      name: groups.name,
      since: iso(gm.validFrom),
      people: peopleInGroup(groups.id),
    })
    .from(gm)
    .innerJoin(groups, and(eq(groups.workspaceId, gm.workspaceId), eq(groups.id, gm.groupId)))
    .where(and(eq(gm.workspaceId, workspace.id), eq(gm.membershipId, membershipId), holdsNow(gm)))
    .orderBy(sql`lower(${groups.name})`);
}

function sessionsOf({ tx }: Scope, { userId }: Target) {
  return tx
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      startedAt: iso(sessions.createdAt),
      lastSeenAt: iso(sessions.lastSeenAt),
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isInForce(sessions)))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(20);
}

function activityOf(scope: Scope, { userId }: Target) {
  return scope.tx
    .select(loggedEvent(scope))
    .from(e)
    .where(and(eq(e.workspaceId, scope.workspace.id), eq(e.actorId, userId), eq(e.outcome, "done")))
    .orderBy(desc(e.at), desc(e.seq))
    .limit(8);
}
