import "server-only";
import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { g, m } from "@/db/aliases";
import { isAmong } from "@/db/arrays";
import { holdsNow, iso } from "@/db/dated";
import { resources } from "@/db/schema/grants";
import { groups, isActive } from "@/db/schema/members";
import { contentsOf, isPresentOf, roleRevisions, roles } from "@/db/schema/roles";
import { users } from "@/db/schema/users";
import { accessAt } from "@/lib/access/access";
import { type PermissionId, permissionOf } from "@/lib/access/catalogue";
import type { Facts } from "@/lib/access/facts";
import { difference, idsOf, type PermissionSet, union } from "@/lib/access/permission-set";
import { effectiveOf, type RoleContents } from "@/lib/access/role";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import type { TeamObject } from "./object";
import type { Principal } from "./principals";
import { differenceWords } from "./words";

/** A grant that was given on an object itself and holds now. `until`: ISO instant; `worth`: what it gives there. */
export type DirectGrant = {
  id: string;
  principal: Principal;
  role: { id: string; name: string };
  plus: readonly PermissionId[];
  minus: readonly PermissionId[];
  until: string | null;
  endsWith: { id: string; name: string } | null;
  reviewOn: string | null;
  worth: PermissionSet;
  /** How it differs from its role, in words. */
  differences: string[];
};

const project = alias(resources, "project");

type Row = Omit<DirectGrant, "worth" | "differences"> & {
  contents: RoleContents;
  resource: { id: string; name: string };
};

/**
 * The grants on the object by these ids, in the order given.
 * @throws Refusal `conflict` for one that is inherited, saying where it comes from; `not-found` for any other that is not
 * one of the object's, and for one that has ended.
 */
export async function directGrants(
  scope: Scope,
  object: TeamObject,
  grantIds: readonly string[],
): Promise<DirectGrant[]> {
  const wanted = [...new Set(grantIds)];
  const rows = await grantsOn(scope, object.path, wanted);
  const inherited = rows.find(({ resource }) => resource.id !== object.id);
  if (inherited) throw inheritedRefusal(scope, object, inherited);
  if (rows.length !== wanted.length) throw notFound();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return wanted.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { contents, resource, ...grant } = row;
    return [
      { ...grant, worth: effectiveOf(contents, row, false), differences: differenceWords(contents, row) },
    ];
  });
}

async function grantsOn(
  { tx, workspace }: Scope,
  path: readonly string[],
  ids: readonly string[],
): Promise<Row[]> {
  const principal = sql<Principal>`case when ${groups.id} is not null
    then json_build_object('kind', 'group', 'id', ${groups.id}, 'name', ${groups.name})
    else json_build_object('kind', 'member', 'id', ${m.id}, 'name', ${users.name}, 'email', ${users.email},
      'userId', ${users.id}, 'active', ${isActive(m)}) end`;
  const rows = await tx
    .select({
      id: g.id,
      plus: g.plus,
      minus: g.minus,
      until: iso(g.validTo),
      reviewOn: g.reviewOn,
      role: { id: roles.id, name: roles.name },
      contents: contentsOf<RoleContents>(roleRevisions),
      resource: { id: resources.id, name: resources.name },
      endsWith: { id: project.id, name: project.name },
      principal,
    })
    .from(g)
    .innerJoin(resources, and(eq(resources.workspaceId, g.workspaceId), eq(resources.id, g.resourceId)))
    .innerJoin(
      roles,
      and(eq(roles.workspaceId, g.workspaceId), eq(roles.id, g.roleId), ne(roles.kind, "governance")),
    )
    .innerJoin(roleRevisions, isPresentOf(roleRevisions, roles))
    .leftJoin(project, and(eq(project.workspaceId, g.workspaceId), eq(project.id, g.endsWithId)))
    .leftJoin(groups, and(eq(groups.workspaceId, g.workspaceId), eq(groups.id, g.groupId)))
    .leftJoin(m, and(eq(m.workspaceId, g.workspaceId), eq(m.id, g.membershipId)))
    .leftJoin(users, eq(users.id, m.userId))
    .where(
      and(eq(g.workspaceId, workspace.id), isAmong(g.id, ids), holdsNow(g), inArray(g.resourceId, [...path])),
    );
  return rows as Row[];
}

function inheritedRefusal({ workspace }: Scope, object: TeamObject, { principal, resource }: Row): Refusal {
  const where =
    resource.id === workspace.id
      ? `from the workspace. Change it under ${principal.kind === "group" ? "Groups" : "Members"}.`
      : `from ${resource.name}. Change it in the team of ${resource.name}.`;
  return new Refusal("conflict", `${principal.name} is inherited on ${object.name}: it comes ${where}`);
}

/**
 * What of each grant's holder lies beyond the person who asks on the object: of a member everything they hold there, of a
 * group what its grant is worth. By grant id; nothing where they may take it away.
 * @param facts of the members among the holders, by user id
 */
export function heldBeyond(
  scope: Scope,
  object: TeamObject,
  grants: readonly Pick<DirectGrant, "id" | "principal" | "worth">[],
  facts: ReadonlyMap<string, Facts>,
): Map<string, PermissionId[]> {
  const own = scope.access.permissionsOn(object);
  return new Map(
    grants.flatMap(({ id, principal, worth }) => {
      const person = principal.kind === "member" ? facts.get(principal.userId) : undefined;
      // Who is deactivated holds nothing now, and would hold the grant again.
      const held = person ? union(accessAt(person, scope.now).permissionsOn(object), worth) : worth;
      // What counts on the workspace alone is not held on the object.
      const beyond = idsOf(difference(held, own)).filter(
        (permission) => permissionOf(permission).scope === "R",
      );
      return beyond.length > 0 ? [[id, beyond] as const] : [];
    }),
  );
}

export function holdsMoreWords(name: string, more: string): string {
  return `${name} holds more here than you: ${more}. Ask somebody who holds it too.`;
}

export function ownWords(principal: Pick<Principal, "kind" | "name">): string {
  return principal.kind === "member"
    ? "Nobody changes their own access. Give it back, or ask somebody else who manages this team."
    : `You are in ${principal.name}, and nobody changes their own access. Ask somebody else who manages this team.`;
}
