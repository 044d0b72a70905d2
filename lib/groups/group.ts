import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { holdsNow } from "@/db/dated";
import type { PermissionId } from "@/lib/access/catalogue";
import type { ResourceRef } from "@/lib/access/facts";
import type { RoleContents } from "@/lib/access/role";
import type { Term } from "@/lib/access/term";
import { notFound } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";

/** A grant of a group that holds now or later, with the present contents of its role. */
export type GroupGrant = {
  id: string;
  role: { id: string; key: string | null; name: string };
  contents: RoleContents;
  plus: PermissionId[];
  minus: PermissionId[];
  resource: ResourceRef;
  /** How long it holds. */
  term: Term;
};

/** The group that a change is about, with all it gives. */
export type Group = {
  id: string;
  name: string;
  description: string;
  grants: GroupGrant[];
  /** Whether the person in the scope is in it. */
  isYours: boolean;
};

/**
 * Loads a group that was not deleted.
 * @throws Refusal `not-found` alike for an unknown, a deleted and a foreign one.
 */
export async function groupTarget(scope: Scope, groupId: string): Promise<Group> {
  const { tx, workspace } = scope;
  const [row] = await tx.execute<Omit<Group, "grants">>(sql`
    select g.id, g.name, g.description,
      exists (select 1 from group_memberships gm where gm.workspace_id = g.workspace_id and gm.group_id = g.id
        and gm.membership_id = ${scope.membershipId}::uuid and ${lasts(sql`gm`)}) as "isYours"
    from groups g where g.workspace_id = ${workspace.id} and g.id = ${groupId} and g.ended_at is null`);
  if (!row) throw notFound();
  return { ...row, grants: await grantsOfGroup(tx, workspace.id, groupId) };
}

type Loaded = Omit<GroupGrant, "contents" | "term"> &
  RoleContents & { until: string | null; endsWithId: string | null };

async function grantsOfGroup(tx: Transaction, workspaceId: string, groupId: string): Promise<GroupGrant[]> {
  const rows = await tx.execute<Loaded>(sql`
    select g.id, json_build_object('id', r.id, 'key', r.key, 'name', r.name) as role, v.applications, v.permissions,
      g.plus, g.minus, micros(g.valid_to)::text as until, g.ends_with_id as "endsWithId",
      json_build_object('id', p.id, 'kind', p.kind, 'name', p.name, 'path', p.path) as resource
    from grants g
    join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
    join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and ${holdsNow(sql`v`)}
    join resources p on p.workspace_id = g.workspace_id and p.id = g.resource_id
    where g.workspace_id = ${workspaceId} and g.group_id = ${groupId} and ${lasts(sql`g`)} order by g.valid_from, g.id`);
  return rows.map(({ applications, permissions, until, endsWithId, ...grant }) => ({
    ...grant,
    contents: { applications, permissions },
    term: { until: until === null ? null : Number(until), endsWithId },
  }));
}

/** Whether a dated row (its alias) holds at the database's present, or will. */
export function lasts(row: SQL): SQL {
  return sql`(${row}.valid_to is null or ${row}.valid_to > clock_timestamp())`;
}

/** Condition on a membership `m`: it is in the group now or will be. */
export function inGroup(workspaceId: string, groupId: string): SQL {
  return sql`m.id in (select gm.membership_id from group_memberships gm
    where gm.workspace_id = ${workspaceId} and gm.group_id = ${groupId} and ${lasts(sql`gm`)})`;
}

/** The group as the target of an audit event. */
export function subjectOf({ id, name }: Pick<Group, "id" | "name">) {
  return { kind: "group" as const, id, label: name };
}
