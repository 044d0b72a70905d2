import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import type { Access } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import { beyondCeiling, type Offer } from "@/lib/access/duties";
import type { ResourceRef } from "@/lib/access/facts";
import { permissionsInWords } from "@/lib/access/permission-words";
import type { RoleContents } from "@/lib/access/role";
import { Refusal } from "@/lib/doorway/outcome";

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

type Asked = { roles: readonly { roleId: string; resourceId: string }[]; groupIds: readonly string[] };

/**
 * Loads what is asked for.
 * @param opens whether a place is one for whoever asks; all are unless said
 * @throws Refusal `invalid` when a role, a place or a group does not exist here (any more), or the role is not made for it.
 */
export async function offerOf(
  tx: Transaction,
  workspaceId: string,
  asked: Asked,
  opens: (place: ResourceRef) => boolean = () => true,
): Promise<Offered> {
  const [roles, places, groups] = [
    await rolesBy(
      tx,
      workspaceId,
      asked.roles.map(({ roleId }) => roleId),
    ),
    await placesBy(
      tx,
      workspaceId,
      asked.roles.map(({ resourceId }) => resourceId),
    ),
    await groupsBy(tx, workspaceId, asked.groupIds),
  ];
  if (groups.length < asked.groupIds.length) throw gone("groupIds", "One of the groups no longer exists.");
  return {
    groups,
    roles: asked.roles.map(({ roleId, resourceId }) => {
      const [role, resource] = [roles.get(roleId), places.get(resourceId)];
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
  const roles = await tx.execute<{ roleId: string; resourceId: string; lasts: boolean }>(sql`
    select o.role_id as "roleId", o.resource_id as "resourceId",
      r.ended_at is null and p.archived_at is null as lasts
    from invitation_roles o
    join roles r on r.workspace_id = o.workspace_id and r.id = o.role_id
    join resources p on p.workspace_id = o.workspace_id and p.id = o.resource_id
    where o.workspace_id = ${workspaceId} and o.invitation_id = ${invitationId} order by o.id`);
  const groups = await tx.execute<{ id: string; lasts: boolean }>(sql`
    select o.group_id as id, g.ended_at is null as lasts from invitation_groups o
    join groups g on g.workspace_id = o.workspace_id and g.id = o.group_id
    where o.workspace_id = ${workspaceId} and o.invitation_id = ${invitationId} order by o.id`);
  const left = {
    roles: roles.filter(({ lasts }) => lasts),
    groupIds: groups.flatMap(({ id, lasts }) => (lasts ? [id] : [])),
  };
  if (roles.length + groups.length > 0 && left.roles.length + left.groupIds.length === 0)
    throw new Refusal("conflict", "Nothing of what it offers exists any more. Remove it, and invite anew.");
  return offerOf(tx, workspaceId, left);
}

/** The roles of many invitations by invitation id, deleted ones left out: for lists. */
export async function offeredRoles(
  tx: Transaction,
  workspaceId: string,
  invitationIds: readonly string[],
): Promise<Map<string, OfferedRole[]>> {
  const rows = await tx.execute<Omit<OfferedRole, "contents"> & RoleContents & { invitationId: string }>(sql`
    select o.invitation_id as "invitationId", r.id, r.key, r.kind, r.name, v.applications, v.permissions,
      json_build_object('id', p.id, 'kind', p.kind, 'name', p.name, 'path', p.path) as resource
    from invitation_roles o
    join roles r on r.workspace_id = o.workspace_id and r.id = o.role_id
    join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and v.valid_to is null
    join resources p on p.workspace_id = o.workspace_id and p.id = o.resource_id
    where o.workspace_id = ${workspaceId} and o.invitation_id = any(${uuids(invitationIds)}) order by o.id`);
  const byInvitation = new Map<string, OfferedRole[]>();
  for (const { invitationId, applications, permissions, ...role } of rows) {
    const others = byInvitation.get(invitationId) ?? [];
    byInvitation.set(invitationId, [...others, { ...role, contents: { applications, permissions } }]);
  }
  return byInvitation;
}

/** Lets every such invitation offer another role beside one that is about to be deleted, and so is left out of it. */
export async function offerInstead(
  tx: Transaction,
  workspaceId: string,
  roleId: string,
  replacementId: string,
): Promise<void> {
  await tx.execute(sql`
    insert into invitation_roles (workspace_id, id, invitation_id, role_id, resource_id)
    select o.workspace_id, gen_random_uuid(), o.invitation_id, ${replacementId}, o.resource_id from invitation_roles o
    join invitations i on i.workspace_id = o.workspace_id and i.id = o.invitation_id
    where o.workspace_id = ${workspaceId} and o.role_id = ${roleId} and i.accepted_at is null and i.removed_at is null
      and not exists (select 1 from invitation_roles p
        where p.workspace_id = o.workspace_id and p.invitation_id = o.invitation_id
          and p.role_id = ${replacementId} and p.resource_id = o.resource_id)`);
}

/** Every grant the offer brings about, as the ceiling weighs it. */
export function grantsOf({ roles, groups }: Offered): Offer[] {
  return [...roles, ...groups.flatMap(({ grants }) => grants)];
}

/** @throws Refusal `forbidden` that names what the offer gives beyond what its giver holds on the same resources. */
export function refuseBeyondCeiling(giver: Access, offered: Offered): void {
  const beyond = beyondCeiling(giver, grantsOf(offered));
  if (beyond.length > 0)
    throw new Refusal(
      "forbidden",
      `This gives more than you hold yourself: ${permissionsInWords(beyond)}. Choose less, or ask an Admin to invite.`,
      { roleIds: `Beyond what you hold: ${permissionsInWords(beyond)}.` },
    );
}

type Role = Omit<OfferedRole, "resource">;

async function rolesBy(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Role>> {
  const rows = await tx.execute<Omit<Role, "contents"> & RoleContents>(sql`
    select r.id, r.key, r.kind, r.name, v.applications, v.permissions from roles r
    join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and v.valid_to is null
    where r.workspace_id = ${workspaceId} and r.ended_at is null and r.id = any(${uuids(ids)})`);
  return new Map(
    rows.map(({ applications, permissions, ...role }) => [
      role.id,
      { ...role, contents: { applications, permissions } },
    ]),
  );
}

async function placesBy(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, ResourceRef>> {
  const rows = await tx.execute<ResourceRef>(sql`
    select id, kind, name, path from resources
    where workspace_id = ${workspaceId} and archived_at is null and id = any(${uuids(ids)})`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Groups that exist, each with its grants that hold now or later. */
export async function groupsBy(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[] | "all",
): Promise<OfferedGroup[]> {
  type Row = Omit<OfferedGroup["grants"][number], "contents"> & RoleContents;
  const rows = await tx.execute<{ id: string; name: string; grants: Row[] }>(sql`
    select g.id, g.name, (
      select coalesce(json_agg(json_build_object('id', r.id, 'key', r.key, 'kind', r.kind, 'name', r.name,
        'applications', v.applications, 'permissions', v.permissions, 'plus', x.plus, 'minus', x.minus,
        'until', to_char(x.valid_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'resource', json_build_object('id', p.id, 'kind', p.kind, 'name', p.name, 'path', p.path)) order by p.name, x.id), '[]')
      from grants x
      join roles r on r.workspace_id = x.workspace_id and r.id = x.role_id
      join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and v.valid_to is null
      join resources p on p.workspace_id = x.workspace_id and p.id = x.resource_id
      where x.workspace_id = g.workspace_id and x.group_id = g.id and (x.valid_to is null or x.valid_to > clock_timestamp())) as grants
    from groups g
    where g.workspace_id = ${workspaceId} and g.ended_at is null ${ids === "all" ? sql`` : sql`and g.id = any(${uuids(ids)})`}
    order by lower(g.name), g.id`);
  return rows.map((group) => ({
    ...group,
    grants: group.grants.map(({ applications, permissions, ...grant }) => ({
      ...grant,
      contents: { applications, permissions },
    })),
  }));
}

function gone(field: string, message: string): Refusal {
  return new Refusal("invalid", `${message} Choose again.`, { [field]: message });
}
