import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { holdsNow, iso } from "@/db/dated";
import { accessAt } from "@/lib/access/access";
import { type PermissionId, permissionOf } from "@/lib/access/catalogue";
import { difference, idsOf, type PermissionSet, union } from "@/lib/access/permission-set";
import { effectiveOf, type RoleContents } from "@/lib/access/role";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { factsOfPeople } from "@/lib/facts/facts";
import type { TeamObject } from "./object";
import { activeNow, type Principal } from "./principals";
import { differenceWords } from "./words";

/** A grant that was given on an object itself and holds now. `until`: ISO instant; `worth`: what it gives there. */
export type DirectGrant = {
  id: string;
  principal: Principal;
  role: { id: string; name: string };
  plus: PermissionId[];
  minus: PermissionId[];
  until: string | null;
  endsWith: { id: string; name: string } | null;
  reviewOn: string | null;
  worth: PermissionSet;
  /** How it differs from its role, in words. */
  differences: string[];
};

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
  return tx.execute<Row>(sql`
    select g.id, g.plus, g.minus, ${iso(sql`g.valid_to`)} as until, g.review_on::text as "reviewOn",
      json_build_object('id', r.id, 'name', r.name) as role,
      json_build_object('applications', v.applications, 'permissions', v.permissions) as contents,
      json_build_object('id', p.id, 'name', p.name) as resource,
      case when e.id is not null then json_build_object('id', e.id, 'name', e.name) end as "endsWith",
      case when gr.id is not null then json_build_object('kind', 'group', 'id', gr.id, 'name', gr.name)
        else json_build_object('kind', 'member', 'id', m.id, 'name', u.name, 'email', u.email, 'userId', u.id,
          'active', ${activeNow}) end as principal
    from grants g
    join resources p on p.workspace_id = g.workspace_id and p.id = g.resource_id
    join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id and r.kind <> 'governance'
    join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and ${holdsNow(sql`v`)}
    left join resources e on e.workspace_id = g.workspace_id and e.id = g.ends_with_id
    left join groups gr on gr.workspace_id = g.workspace_id and gr.id = g.group_id
    left join memberships m on m.workspace_id = g.workspace_id and m.id = g.membership_id
    left join users u on u.id = m.user_id
    where g.workspace_id = ${workspace.id} and g.id = any(${uuids(ids)}) and ${holdsNow(sql`g`)}
      and g.resource_id = any(${uuids(path)})`);
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
 */
export async function heldBeyond(
  scope: Scope,
  object: TeamObject,
  grants: readonly Pick<DirectGrant, "id" | "principal" | "worth">[],
): Promise<Map<string, PermissionId[]>> {
  const userIds = grants.flatMap(({ principal }) => (principal.kind === "member" ? [principal.userId] : []));
  const facts = await factsOfPeople(scope.tx, scope.workspace, userIds);
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
