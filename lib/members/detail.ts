import "server-only";
import { sql } from "drizzle-orm";
import { holdsNow, iso } from "@/db/dated";
import type { Level, PermissionId } from "@/lib/access/catalogue";
import { isoOf } from "@/lib/access/instant";

import { heldBeyond, holdsMoreRefusal, ownAccess } from "@/lib/changes/guards";
import { notFound } from "@/lib/doorway/outcome";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import type { LoggedEvent } from "@/lib/doorway/sentence";
import { openPlaces, type PlaceMark, profileAt, type RoleMark, roleMarks } from "@/lib/grants/marks";
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
    const isYou = target.userId === scope.actor.userId;
    const [dates] = await scope.tx.execute<{ joinedAt: string; lastActiveAt: string | null }>(sql`
      select ${iso(sql`joined_at`)} as "joinedAt", ${iso(sql`last_active_at`)} as "lastActiveAt"
      from memberships where workspace_id = ${scope.workspace.id} and id = ${membershipId}`);
    if (!dates) throw notFound();
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
      roles: await withGivers(scope, roleMarks(facts, scope.now)),
      places: openPlaces(scope.access, facts, scope.now),
      groups: await groupsOf(scope, membershipId),
      effective:
        mayManage || isYou
          ? { features: featureOverviews(facts, scope.now), fine: finePermissions(facts, scope.now) }
          : null,
      sessions: mayManage ? await sessionsOf(scope, target) : null,
      activity: scope.access.can("governance:view-audit", scope.root)
        ? await activityOf(scope, target)
        : null,
      locked: (mayManage && obstacle?.message) || null,
      missing: isYou ? [] : beyond,
      mayManage,
      timeZone: scope.workspace.timeZone,
      now: isoOf(scope.now),
    };
  },
});

async function withGivers({ tx, workspace }: Scope, roles: RoleMark[]): Promise<MemberDetail["roles"]> {
  const rows = await tx.execute<{ id: string; name: string | null; reviewOn: string | null }>(sql`
    select g.id, u.name, g.review_on::text as "reviewOn" from grants g left join users u on u.id = g.granted_by
    where g.workspace_id = ${workspace.id} and g.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(roles.map(({ grantId }) => grantId))}::jsonb))`);
  const given = new Map(rows.map((row) => [row.id, row]));
  return roles.map((role) => ({
    ...role,
    givenBy: given.get(role.grantId)?.name ?? null,
    reviewOn: given.get(role.grantId)?.reviewOn ?? null,
  }));
}

async function groupsOf({ tx, workspace }: Scope, membershipId: string): Promise<MemberDetail["groups"]> {
  return tx.execute<MemberDetail["groups"][number]>(sql`
    select g.id, g.name, ${iso(sql`gm.valid_from`)} as since,
      (select count(*)::int from group_memberships o where o.workspace_id = gm.workspace_id and o.group_id = gm.group_id and ${holdsNow(sql`o`)}) as people
    from group_memberships gm join groups g on g.workspace_id = gm.workspace_id and g.id = gm.group_id
    where gm.workspace_id = ${workspace.id} and gm.membership_id = ${membershipId} and ${holdsNow(sql`gm`)}
    order by lower(g.name)`);
}

async function sessionsOf({ tx }: Scope, { userId }: Target): Promise<NonNullable<MemberDetail["sessions"]>> {
  const rows = await tx.execute<{ id: string; userAgent: string; startedAt: string; lastSeenAt: string }>(sql`
    select id, user_agent as "userAgent", ${iso(sql`created_at`)} as "startedAt", ${iso(sql`last_seen_at`)} as "lastSeenAt"
    from sessions where user_id = ${userId} and ended_at is null and expires_at > now() order by last_seen_at desc limit 20`);
  return rows.map(({ userAgent, ...row }) => ({ ...row, device: deviceName(userAgent) }));
}

async function activityOf(
  { tx, workspace }: Scope,
  { userId }: Target,
): Promise<NonNullable<MemberDetail["activity"]>> {
  return tx.execute<NonNullable<MemberDetail["activity"]>[number]>(sql`
    select id, ${iso(sql`at`)} as at, action, outcome, before, after,
      json_build_object('kind', target_kind, 'label', target_label) as target,
      case when resource_id is not null then json_build_object('label', resource_label) end as resource
    from audit_events
    where workspace_id = ${workspace.id} and actor_id = ${userId} and outcome = 'done' order by at desc, seq desc limit 8`);
}
