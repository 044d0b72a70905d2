import "server-only";
import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { gm, m, r } from "@/db/aliases";
import { iso, lasts } from "@/db/dated";
import { grants, refOf, resources } from "@/db/schema/grants";
import { invitationGroups, invitations } from "@/db/schema/invitations";
import { groups, isActive } from "@/db/schema/members";
import { contentsOf, isAdmin, isPresentOf, roleRevisions, roles } from "@/db/schema/roles";
import { users } from "@/db/schema/users";
import { together } from "@/db/together";
import type { Level } from "@/lib/access/catalogue";
import { resourceLevel } from "@/lib/access/decide";
import type { ResourceKind } from "@/lib/access/facts";
import { isoOf } from "@/lib/access/instant";
import { type Adjustments, effectiveOf, profileOf, type RoleContents } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { belonging } from "@/lib/grants/lists";
import { namesFor } from "@/lib/grants/opening";
import { groupTarget } from "./group";
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
    const found = await together(scope.tx, {
      figures: figuresOf(scope, groupId),
      given: grantsOf(scope, groupId),
      invitations: invitationsInto(scope, groupId),
    });
    const given = givenRoles(scope, found.given);
    const [figures = { createdAt: "", people: 0, deactivated: 0 }] = found.figures;
    return {
      id,
      name,
      description,
      isYours,
      ...figures,
      roles: given.filter(({ resource }) => resource.kind === "workspace"),
      places: given.filter(({ resource }) => resource.kind !== "workspace"),
      invitations: {
        count: found.invitations[0]?.count ?? 0,
        newest: found.invitations.map(({ count: _, ...one }) => one),
      },
      mayManage: scope.access.can("general:manage-user", scope.root),
      timeZone: scope.workspace.timeZone,
      now: isoOf(scope.now),
    };
  },
});

function figuresOf({ workspace }: Scope, groupId: string) {
  return sql<{ createdAt: string; people: number; deactivated: number }>`
    with people as (
      select distinct ${m.id}, ${isActive(m)} as active from ${belonging}
      where ${gm.workspaceId} = ${workspace.id} and ${gm.groupId} = ${groupId}
    )
    select ${iso(groups.createdAt)} as "createdAt", (select count(*)::int from people) as people,
      (select count(*)::int from people where not active) as deactivated
    from ${groups} where ${groups.workspaceId} = ${workspace.id} and ${groups.id} = ${groupId}`;
}

function grantsOf({ tx, workspace }: Scope, groupId: string) {
  const below = sql`select count(*)::int from ${resources} ${r} where ${r.workspaceId} = ${resources.workspaceId}
    and ${r.path} @> array[${resources.id}] and ${r.id} <> ${resources.id} and ${r.archivedAt} is null`;
  return tx
    .select({
      grantId: grants.id,
      role: roles.name,
      isFullAdmin: isAdmin(roles),
      contents: contentsOf<RoleContents>(roleRevisions),
      plus: grants.plus,
      minus: grants.minus,
      resource: refOf(resources),
      below: sql<number>`case when ${resources.kind} = 'workspace' then 0 else (${below}) end`,
      since: iso(grants.validFrom),
      startsAt: sql<
        string | null
      >`case when ${grants.validFrom} > clock_timestamp() then ${iso(grants.validFrom)} end`,
      endsAt: iso(grants.validTo),
      endsWith: refOf(project),
      reviewOn: grants.reviewOn,
      givenBy: users.name,
    })
    .from(grants)
    .innerJoin(roles, and(eq(roles.workspaceId, grants.workspaceId), eq(roles.id, grants.roleId)))
    .innerJoin(roleRevisions, isPresentOf(roleRevisions, roles))
    .innerJoin(
      resources,
      and(eq(resources.workspaceId, grants.workspaceId), eq(resources.id, grants.resourceId)),
    )
    .leftJoin(project, and(eq(project.workspaceId, grants.workspaceId), eq(project.id, grants.endsWithId)))
    .leftJoin(users, eq(users.id, grants.grantedBy))
    .where(and(eq(grants.workspaceId, workspace.id), eq(grants.groupId, groupId), lasts(grants)))
    .orderBy(sql`lower(${resources.name})`, sql`lower(${roles.name})`, grants.id);
}

function givenRoles(scope: Scope, rows: Awaited<ReturnType<typeof grantsOf>>): GivenRole[] {
  const nameOf = namesFor(scope);
  return rows.map(({ contents, plus, minus, resource, endsWith, ...row }) => {
    const { id, kind } = resource;
    const worth = effectiveOf(contents, { plus, minus } as Adjustments, kind === "workspace");
    return {
      ...row,
      resource: { id, kind, name: nameOf(resource) },
      endsWith: endsWith && nameOf(endsWith),
      profile: profileOf(worth),
      level: resourceLevel(worth, kind),
    };
  });
}

const project = alias(resources, "project");
const shownInvitations = 20;

function invitationsInto({ tx, workspace }: Scope, groupId: string) {
  const leading = tx
    .select({ id: invitationGroups.invitationId })
    .from(invitationGroups)
    .where(and(eq(invitationGroups.workspaceId, workspace.id), eq(invitationGroups.groupId, groupId)));
  return tx
    .select({
      id: invitations.id,
      email: invitations.email,
      inviter: users.name,
      sentAt: iso(invitations.sentAt),
      expired: sql<boolean>`${invitations.expiresAt} <= clock_timestamp()`,
      count: sql<number>`count(*) over ()::int`,
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.invitedBy))
    .where(
      and(
        eq(invitations.workspaceId, workspace.id),
        isNull(invitations.acceptedAt),
        isNull(invitations.removedAt),
        inArray(invitations.id, leading),
      ),
    )
    .orderBy(desc(invitations.sentAt), invitations.id)
    .limit(shownInvitations);
}
