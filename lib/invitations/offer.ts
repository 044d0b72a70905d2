import "server-only";
import { and, eq, isNull, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { isAmong } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { iso, lasts } from "@/db/dated";
import { grants, refOf, resources } from "@/db/schema/grants";
import { invitationGroups, invitationRoles } from "@/db/schema/invitations";
import { groups } from "@/db/schema/members";
import { contentsOf, isPresentOf, roleRevisions, roles } from "@/db/schema/roles";
import { batched, together } from "@/db/together";
import type { PermissionId } from "@/lib/access/catalogue";
import type { ResourceRef } from "@/lib/access/facts";
import type { RoleContents } from "@/lib/access/role";
import { Refusal } from "@/lib/doorway/outcome";
import { i, isPending } from "./found";

export type OfferedRole = {
  id: string;
  key: string | null;
  kind: "system" | "custom" | "governance";
  name: string;
  contents: RoleContents;
  resource: ResourceRef;
};

/** A group with what it holds now and later; `until` ISO, null without end. */
export type OfferedGroup = {
  id: string;
  name: string;
  grants: (OfferedRole & { plus: PermissionId[]; minus: PermissionId[]; until: string | null })[];
};

/** What an invitation brings, by the present contents of its roles and groups. */
export type Offered = { roles: OfferedRole[]; groups: OfferedGroup[] };

type OfferIds = { roles: readonly { roleId: string; resourceId: string }[]; groupIds: readonly string[] };

/**
 * Loads what is asked for.
 * @param opens whether a place is one for whoever asks; all are unless said
 * @throws Refusal `invalid` when a role, a place or a group does not exist here (any more), or the role is not made for it.
 */
export async function offerOf(
  tx: Transaction,
  workspaceId: string,
  asked: OfferIds,
  opens: (place: ResourceRef) => boolean = () => true,
): Promise<Offered> {
  const roleIds = asked.roles.map(({ roleId }) => roleId);
  const placeIds = asked.roles.map(({ resourceId }) => resourceId);
  const [roleById, places, offeredGroups] = await Promise.all([
    rolesBy(tx, workspaceId, roleIds),
    placesBy(tx, workspaceId, placeIds),
    batched(tx, groupsBy(tx, workspaceId, asked.groupIds)),
  ]);
  if (offeredGroups.length < asked.groupIds.length)
    throw gone("groupIds", "One of the groups no longer exists.");
  return {
    groups: offeredGroups,
    roles: asked.roles.map(({ roleId, resourceId }) => {
      const [role, resource] = [roleById.get(roleId), places.get(resourceId)];
      if (!role) throw gone("roleIds", "One of the roles no longer exists.");
      if (!resource || !opens(resource)) throw gone("place", "This place no longer exists.");
      if (role.kind === "governance" && resource.kind !== "data-product")
        throw gone("roleIds", `${role.name} is a role of data products. Give it on one.`);
      return { ...role, resource };
    }),
  };
}

/**
 * The offer that is stored with an invitation, but for roles and groups that were deleted since, and places that were
 * archived; see {@link offerOf}.
 * @throws Refusal `conflict` when nothing of it is left.
 */
export async function offerOfInvitation(
  tx: Transaction,
  workspaceId: string,
  invitationId: string,
): Promise<Offered> {
  const offeredRoles = tx
    .select({
      roleId: invitationRoles.roleId,
      resourceId: invitationRoles.resourceId,
      lasts: sql<boolean>`${roles.endedAt} is null and ${resources.archivedAt} is null`,
    })
    .from(invitationRoles)
    .innerJoin(roles, isRoleOf(invitationRoles))
    .innerJoin(resources, isPlaceOf(invitationRoles))
    .where(and(eq(invitationRoles.workspaceId, workspaceId), eq(invitationRoles.invitationId, invitationId)))
    .orderBy(invitationRoles.id);
  const offeredGroups = tx
    .select({ id: invitationGroups.groupId, lasts: sql<boolean>`${groups.endedAt} is null` })
    .from(invitationGroups)
    .innerJoin(
      groups,
      and(eq(groups.workspaceId, invitationGroups.workspaceId), eq(groups.id, invitationGroups.groupId)),
    )
    .where(
      and(eq(invitationGroups.workspaceId, workspaceId), eq(invitationGroups.invitationId, invitationId)),
    )
    .orderBy(invitationGroups.id);
  const { rows, groupRows } = await together(tx, { rows: offeredRoles, groupRows: offeredGroups });
  const left = {
    roles: rows.filter(({ lasts }) => lasts),
    groupIds: groupRows.flatMap(({ id, lasts }) => (lasts ? [id] : [])),
  };
  if (rows.length + groupRows.length > 0 && left.roles.length + left.groupIds.length === 0)
    throw new Refusal("conflict", "Nothing of what it offers exists any more. Remove it, and invite anew.");
  return offerOf(tx, workspaceId, left);
}

/** The roles of many invitations by invitation id, deleted ones left out: for lists. */
export async function offeredRoles(
  tx: Transaction,
  workspaceId: string,
  invitationIds: readonly string[],
): Promise<Map<string, OfferedRole[]>> {
  const offered = tx
    .select({
      invitationId: invitationRoles.invitationId,
      role: roleColumns,
      resource: refOf(resources),
    })
    .from(invitationRoles)
    .innerJoin(roles, isRoleOf(invitationRoles))
    .innerJoin(roleRevisions, isPresentOf(roleRevisions, roles))
    .innerJoin(resources, isPlaceOf(invitationRoles))
    .where(
      and(eq(invitationRoles.workspaceId, workspaceId), isAmong(invitationRoles.invitationId, invitationIds)),
    )
    .orderBy(invitationRoles.id);
  const rows = await batched(tx, offered);
  const byInvitation = new Map<string, OfferedRole[]>();
  for (const { invitationId, role, resource } of rows)
    byInvitation.set(invitationId, [...(byInvitation.get(invitationId) ?? []), { ...role, resource }]);
  return byInvitation;
}

/** Lets every such invitation offer another role beside one that is about to be deleted, and so is left out of it. */
export async function offerInstead(
  tx: Transaction,
  workspaceId: string,
  roleId: string,
  replacementId: string,
): Promise<void> {
  const { workspaceId: home, invitationId, resourceId } = invitationRoles;
  const offered = alias(invitationRoles, "offered");
  const already = tx
    .select({ id: offered.id })
    .from(offered)
    .where(
      and(
        eq(offered.workspaceId, home),
        eq(offered.invitationId, invitationId),
        eq(offered.roleId, replacementId),
        eq(offered.resourceId, resourceId),
      ),
    );
  await tx.insert(invitationRoles).select(
    tx
      .select({
        workspaceId: home,
        id: sql<string>`gen_random_uuid()`.as("id"),
        invitationId,
        roleId: sql<string>`${replacementId}::uuid`.as("role_id"),
        resourceId,
      })
      .from(invitationRoles)
      .innerJoin(i, isOfferOf(i))
      .where(and(eq(home, workspaceId), eq(invitationRoles.roleId, roleId), isPending, notExists(already))),
  );
}

type Role = Omit<OfferedRole, "resource">;

const roleColumns = {
  id: roles.id,
  key: roles.key,
  kind: roles.kind,
  name: roles.name,
  contents: contentsOf<RoleContents>(roleRevisions),
};

async function rolesBy(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Role>> {
  const found = tx
    .select(roleColumns)
    .from(roles)
    .innerJoin(roleRevisions, isPresentOf(roleRevisions, roles))
    .where(and(eq(roles.workspaceId, workspaceId), isNull(roles.endedAt), isAmong(roles.id, ids)));
  const rows = await batched(tx, found);
  return new Map(rows.map((role) => [role.id, role]));
}

async function placesBy(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, ResourceRef>> {
  const found = tx
    .select(refOf(resources))
    .from(resources)
    .where(
      and(eq(resources.workspaceId, workspaceId), isNull(resources.archivedAt), isAmong(resources.id, ids)),
    );
  const rows = await batched(tx, found);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Groups that exist, each with its grants that hold now or later. */
export function groupsBy(tx: Transaction, workspaceId: string, ids: readonly string[] | "all") {
  const given = sql`select coalesce(json_agg(json_build_object('id', ${roles.id}, 'key', ${roles.key}, 'kind', ${roles.kind},
      'name', ${roles.name}, 'contents', ${contentsOf(roleRevisions)}, 'plus', ${grants.plus}, 'minus', ${grants.minus},
      'until', ${iso(grants.validTo)}, 'resource', json_build_object('id', ${resources.id}, 'kind', ${resources.kind},
        'name', ${resources.name}, 'path', ${resources.path})) order by ${resources.name}, ${grants.id}), '[]')
    from ${grants} join ${roles} on ${isRoleOf(grants)}
    join ${roleRevisions} on ${isPresentOf(roleRevisions, roles)}
    join ${resources} on ${isPlaceOf(grants)}
    where ${grants.workspaceId} = ${groups.workspaceId} and ${grants.groupId} = ${groups.id} and ${lasts(grants)}`;
  return tx
    .select({ id: groups.id, name: groups.name, grants: sql<OfferedGroup["grants"]>`(${given})` })
    .from(groups)
    .where(
      and(
        eq(groups.workspaceId, workspaceId),
        isNull(groups.endedAt),
        ids === "all" ? undefined : isAmong(groups.id, ids),
      ),
    )
    .orderBy(sql`lower(${groups.name})`, groups.id);
}

/** How roles and places are joined to what gives them: an offer or a grant. */
type Giving = Pick<typeof invitationRoles, "workspaceId" | "roleId" | "resourceId"> | typeof grants;

function isRoleOf({ workspaceId, roleId }: Giving) {
  return and(eq(roles.workspaceId, workspaceId), eq(roles.id, roleId));
}

function isPlaceOf({ workspaceId, resourceId }: Giving) {
  return and(eq(resources.workspaceId, workspaceId), eq(resources.id, resourceId));
}

function isOfferOf({ workspaceId, id }: typeof i) {
  return and(eq(workspaceId, invitationRoles.workspaceId), eq(id, invitationRoles.invitationId));
}

function gone(field: string, message: string): Refusal {
  return new Refusal("invalid", `${message} Choose again.`, { [field]: message });
}
