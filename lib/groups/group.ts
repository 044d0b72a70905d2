import "server-only";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { gm, m } from "@/db/aliases";
import type { Transaction } from "@/db/client";
import { lasts, micros } from "@/db/dated";
import { grants, refOf, resources } from "@/db/schema/grants";
import { groupMemberships, groups } from "@/db/schema/members";
import { contentsOf, isPresentOf, roleRevisions, roles } from "@/db/schema/roles";
import { together } from "@/db/together";
import type { PermissionId } from "@/lib/access/catalogue";
import type { ResourceRef } from "@/lib/access/facts";
import type { Adjustments, RoleContents } from "@/lib/access/role";
import type { Term } from "@/lib/access/term";
import { notFound } from "@/lib/doorway/outcome";
import { once, type Scope } from "@/lib/doorway/scope";

/** A grant of a group that holds now or later, with the present contents of its role. */
export type GroupGrant = {
  id: string;
  role: { id: string; key: string | null; name: string };
  contents: RoleContents;
  plus: readonly PermissionId[];
  minus: readonly PermissionId[];
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
export function groupTarget(scope: Scope, groupId: string): Promise<Group> {
  return once(scope, `group ${groupId}`, () => loadGroup(scope, groupId));
}

async function loadGroup({ tx, workspace, membershipId }: Scope, groupId: string): Promise<Group> {
  const yours = sql`${gm.workspaceId} = ${workspace.id} and ${gm.groupId} = ${groupId}
    and ${gm.membershipId} = ${membershipId}::uuid and ${lasts(gm)}`;
  const found = await together(tx, {
    groups: tx
      .select({
        id: groups.id,
        name: groups.name,
        description: groups.description,
        isYours: sql<boolean>`exists (select 1 from ${groupMemberships} ${gm} where ${yours})`,
      })
      .from(groups)
      .where(and(eq(groups.workspaceId, workspace.id), eq(groups.id, groupId), isNull(groups.endedAt))),
    grants: grantsOfGroup(tx, workspace.id, groupId),
  });
  const [group] = found.groups;
  if (!group) throw notFound();
  return { ...group, grants: found.grants.map(grantFrom) };
}

function grantsOfGroup(tx: Transaction, workspaceId: string, groupId: string) {
  return tx
    .select({
      id: grants.id,
      role: { id: roles.id, key: roles.key, name: roles.name },
      contents: contentsOf<RoleContents>(roleRevisions),
      plus: grants.plus,
      minus: grants.minus,
      resource: refOf(resources),
      until: micros(grants.validTo),
      endsWithId: grants.endsWithId,
    })
    .from(grants)
    .innerJoin(roles, and(eq(roles.workspaceId, grants.workspaceId), eq(roles.id, grants.roleId)))
    .innerJoin(roleRevisions, isPresentOf(roleRevisions, roles))
    .innerJoin(
      resources,
      and(eq(resources.workspaceId, grants.workspaceId), eq(resources.id, grants.resourceId)),
    )
    .where(and(eq(grants.workspaceId, workspaceId), eq(grants.groupId, groupId), lasts(grants)))
    .orderBy(grants.validFrom, grants.id);
}

type GrantRow = Awaited<ReturnType<typeof grantsOfGroup>>[number];
function grantFrom({ until, endsWithId, plus, minus, ...grant }: GrantRow): GroupGrant {
  return {
    ...grant,
    ...({ plus, minus } as Adjustments),
    term: { until: until === null ? null : Number(until), endsWithId },
  };
}

/** Condition on a membership `m`: it is in the group now or will be. */
export function inGroup(workspaceId: string, groupId: string): SQL {
  return sql`${m.id} in (select ${gm.membershipId} from ${groupMemberships} ${gm}
    where ${gm.workspaceId} = ${workspaceId} and ${gm.groupId} = ${groupId} and ${lasts(gm)})`;
}

/** The group as the target of an audit event. */
export function subjectOf({ id, name }: Pick<Group, "id" | "name">) {
  return { kind: "group" as const, id, label: name };
}
