import "server-only";
import { sql } from "drizzle-orm";
import { holdsNow, iso } from "@/db/dated";
import type { Level, PermissionId } from "@/lib/access/catalogue";
import { resourceLevel } from "@/lib/access/decide";
import type { ResourceKind } from "@/lib/access/facts";
import { isoOf } from "@/lib/access/instant";
import { effectiveOf, profileOf, type RoleContents } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { groupTarget, lasts } from "./group";
import { GroupId } from "./input";

/** A grant of the group. Dates ISO; `endsAt` null without end, `startsAt` null when it holds already. */
export type GivenRole = {
  grantId: string;
  role: string;
  isFullAdmin: boolean;
  profile: Level[];
  resource: { id: string; kind: ResourceKind; name: string };
  /** On a resource below the workspace: what the grant is worth there, and how many lie below it. */
  level: Level;
  below: number;
  since: string;
  startsAt: string | null;
  endsAt: string | null;
  /** The project whose completion ends it. */
  endsWith: string | null;
  reviewOn: string | null;
  givenBy: string | null;
};

export type LeadingInvitation = {
  id: string;
  email: string;
  inviter: string;
  sentAt: string;
  expired: boolean;
};

export type GroupDetail = {
  id: string;
  name: string;
  description: string;
  createdAt: string;
  people: number;
  deactivated: number;
  roles: GivenRole[];
  places: GivenRole[];
  /** Open and expired invitations that lead into it: the newest, and how many there are. */
  invitations: { count: number; newest: LeadingInvitation[] };
  isYours: boolean;
  mayManage: boolean;
  timeZone: string;
  now: string;
};

/** One group with all it gives. */
export const groupDetail = query({
  name: "groups.detail",
  permission: "general:view-members",
  input: GroupId,
  run: async (scope, { groupId }): Promise<GroupDetail> => {
    const { id, name, description, isYours } = await groupTarget(scope, groupId);
    const given = await givenRoles(scope, groupId);
    return {
      id,
      name,
      description,
      isYours,
      ...(await figuresOf(scope, groupId)),
      roles: given.filter(({ resource }) => resource.kind === "workspace"),
      places: given.filter(({ resource }) => resource.kind !== "workspace"),
      invitations: await invitationsInto(scope, groupId),
      mayManage: scope.access.can("general:manage-user", scope.root),
      timeZone: scope.workspace.timeZone,
      now: isoOf(scope.now),
    };
  },
});

async function figuresOf({ tx, workspace }: Scope, groupId: string) {
  const [row] = await tx.execute<{ createdAt: string; people: number; deactivated: number }>(sql`
    with people as (
      select distinct gm.membership_id from group_memberships gm
      where gm.workspace_id = ${workspace.id} and gm.group_id = ${groupId} and ${holdsNow(sql`gm`)}
    )
    select ${iso(sql`g.created_at`)} as "createdAt", (select count(*)::int from people) as people,
      (select count(*)::int from people p where not exists (select 1 from active_periods a
        where a.workspace_id = g.workspace_id and a.membership_id = p.membership_id and a.valid_to is null)) as deactivated
    from groups g where g.workspace_id = ${workspace.id} and g.id = ${groupId}`);
  return row ?? { createdAt: "", people: 0, deactivated: 0 };
}

type Row = Omit<GivenRole, "profile" | "level"> &
  RoleContents & { plus: PermissionId[]; minus: PermissionId[] };

async function givenRoles({ tx, workspace }: Scope, groupId: string): Promise<GivenRole[]> {
  const rows = await tx.execute<Row>(sql`
    select g.id as "grantId", r.name as role, coalesce(r.key = 'admin', false) as "isFullAdmin", v.applications, v.permissions,
      g.plus, g.minus, json_build_object('id', p.id, 'kind', p.kind, 'name', p.name) as resource,
      case when p.kind = 'workspace' then 0 else (select count(*)::int from resources b
        where b.workspace_id = p.workspace_id and b.path @> array[p.id] and b.id <> p.id and b.archived_at is null) end as below,
      ${iso(sql`g.valid_from`)} as since,
      case when g.valid_from > clock_timestamp() then ${iso(sql`g.valid_from`)} end as "startsAt",
      ${iso(sql`g.valid_to`)} as "endsAt", w.name as "endsWith", g.review_on::text as "reviewOn", u.name as "givenBy"
    from grants g
    join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
    join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and ${holdsNow(sql`v`)}
    join resources p on p.workspace_id = g.workspace_id and p.id = g.resource_id
    left join resources w on w.workspace_id = g.workspace_id and w.id = g.ends_with_id
    left join users u on u.id = g.granted_by
    where g.workspace_id = ${workspace.id} and g.group_id = ${groupId} and ${lasts(sql`g`)}
    order by lower(p.name), lower(r.name), g.id`);
  return rows.map(({ applications, permissions, plus, minus, ...row }) => {
    const onWorkspace = row.resource.kind === "workspace";
    const worth = effectiveOf({ applications, permissions }, { plus, minus }, onWorkspace);
    return { ...row, profile: profileOf(worth), level: resourceLevel(worth, row.resource.kind) };
  });
}

const shownInvitations = 20;

async function invitationsInto(
  { tx, workspace }: Scope,
  groupId: string,
): Promise<GroupDetail["invitations"]> {
  const newest = await tx.execute<LeadingInvitation & { count: number }>(sql`
    select i.id, i.email, u.name as inviter, ${iso(sql`i.sent_at`)} as "sentAt",
      i.expires_at <= clock_timestamp() as expired, count(*) over ()::int as count
    from invitations i join users u on u.id = i.invited_by
    where i.workspace_id = ${workspace.id} and i.accepted_at is null and i.removed_at is null
      and i.id in (select ig.invitation_id from invitation_groups ig
        where ig.workspace_id = ${workspace.id} and ig.group_id = ${groupId})
    order by i.sent_at desc, i.id limit ${shownInvitations}`);
  return { count: newest[0]?.count ?? 0, newest: newest.map(({ count: _, ...one }) => one) };
}
