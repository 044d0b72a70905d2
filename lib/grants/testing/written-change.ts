import { type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { texts, uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import type { ResourceRef } from "@/lib/access/facts";
import { endGrants, giveGrant } from "../commands";
import type { Change, GrantDraft, Move } from "./any-workspace";
import { type Described, membershipOf, type Written } from "./written-workspace";

type Place = { tx: Transaction; described: Described; written: Written };

/** Carries a change out on a workspace that was written as described. What cannot be done is left undone. */
export async function writeChange(place: Place, change: Change): Promise<void> {
  const { tx, described, written } = place;
  const workspaceId = written.workspace.id;
  const picked = <T>(list: readonly T[], pick: number) => list[pick % list.length];
  const idOf = (name: string | undefined) => written.ids.get(name ?? "") ?? null;
  const grant = "which" in change ? picked(described.grants, change.which) : undefined;
  const endSome = (which: SQL) => endGrants(tx, workspaceId, null, which);
  switch (change.do) {
    case "revise":
      return revise(place, idOf(picked(described.roles, change.role)?.id), change);
    case "replace": {
      const [from, to] = [change.role, change.by].map((pick) => idOf(picked(described.roles, pick)?.id));
      await tx.execute(sql`
        insert into grants (workspace_id, id, membership_id, group_id, role_id, resource_id, plus, minus, source, valid_from, valid_to)
        select workspace_id, gen_random_uuid(), membership_id, group_id, ${to}, resource_id, plus, minus, source,
          greatest(valid_from, clock_timestamp()), valid_to
        from grants where workspace_id = ${workspaceId} and role_id = ${from}
          and (valid_to is null or valid_to > clock_timestamp())`);
      if (from !== to) await endSome(sql`role_id = ${from}`);
      return;
    }
    case "join":
      return join(place, idOf(change.group), idOf(membershipOf(change.who)));
    case "leave":
      return end(
        place,
        "group_memberships",
        sql`group_id = ${idOf(change.group)} and membership_id = ${idOf(membershipOf(change.who))}`,
      );
    case "delete group":
      await end(place, "group_memberships", sql`group_id = ${idOf(change.group)}`);
      await endSome(sql`group_id = ${idOf(change.group)}`);
      return;
    case "grant":
      return give(place, change.draft);
    case "end":
      await endSome(sql`id = ${idOf(grant?.id)}`);
      return;
    case "adjust":
      if (!grant || (await endSome(sql`id = ${idOf(grant.id)} and valid_from < clock_timestamp()`)) === 0)
        return;
      return give(place, {
        principal: grant.principal,
        role: described.roles.indexOf(grant.role),
        resource: described.resources.indexOf(grant.resource),
        plus: [...change.plus],
        minus: [...change.minus],
      });
    case "complete":
      await endSome(sql`ends_with_id = ${idOf(picked(described.resources, change.project)?.id)}`);
      return;
    case "deactivate":
      return end(place, "active_periods", sql`membership_id = ${idOf(membershipOf(change.who))}`);
    case "reactivate everybody":
      return reactivate(place);
  }
}

async function end(
  { tx, written }: Place,
  table: "active_periods" | "group_memberships",
  which: SQL,
): Promise<void> {
  await tx.execute(sql`
    update ${sql.identifier(table)} set valid_to = greatest(clock_timestamp(), valid_from)
    where workspace_id = ${written.workspace.id} and (valid_to is null or valid_to > clock_timestamp()) and ${which}`);
}

async function revise(
  { tx, written }: Place,
  roleId: string | null,
  { contents }: Extract<Change, { do: "revise" }>,
): Promise<void> {
  const { id } = written.workspace;
  await tx.execute(sql`
    update role_revisions set valid_to = greatest(clock_timestamp(), valid_from)
    where workspace_id = ${id} and role_id = ${roleId} and (valid_to is null or valid_to > clock_timestamp())`);
  await tx.execute(sql`
    insert into role_revisions (workspace_id, id, role_id, number, name, description, applications, permissions, valid_from)
    values (${id}, ${uuidv7()}, ${roleId},
      (select max(number) + 1 from role_revisions where workspace_id = ${id} and role_id = ${roleId}), 'revised', '', ${texts(contents.applications)},
      ${texts(contents.permissions)}, clock_timestamp())`);
}

async function join(
  { tx, written }: Place,
  groupId: string | null,
  membershipId: string | null,
): Promise<void> {
  if (membershipId === null) return;
  await tx.execute(sql`
    insert into group_memberships (workspace_id, id, group_id, membership_id, valid_from)
    values (${written.workspace.id}, ${uuidv7()}, ${groupId}, ${membershipId}, clock_timestamp())
    on conflict do nothing`);
}

async function reactivate({ tx, written }: Place): Promise<void> {
  const { id } = written.workspace;
  await tx.execute(sql`
    insert into active_periods (workspace_id, id, membership_id, valid_from)
    select m.workspace_id, gen_random_uuid(), m.id, clock_timestamp() from memberships m where m.workspace_id = ${id}
    on conflict do nothing`);
}

async function give({ tx, described, written }: Place, draft: GrantDraft): Promise<void> {
  const { ids, workspace } = written;
  const isGroup = described.groups.some(({ name }) => name === draft.principal);
  const principalId = ids.get(isGroup ? draft.principal : membershipOf(draft.principal));
  const role = described.roles[draft.role % described.roles.length];
  const resource = described.resources[draft.resource % described.resources.length];
  if (!principalId || !role || !resource) return;
  await giveGrant(tx, workspace.id, {
    principal: isGroup ? { groupId: principalId } : { membershipId: principalId },
    roleId: ids.get(role.id) ?? "",
    resourceId: ids.get(resource.id) ?? "",
    plus: draft.plus,
    minus: draft.minus,
    source: "direct",
    grantedBy: null,
  });
}

/** The resource that is moved and the path that it will have, or null when this is no move. */
export function movedBy(
  resources: readonly ResourceRef[],
  move: Move,
): { from: ResourceRef; to: string[] } | null {
  const [from, below] = [move.what, move.below].map((pick) => resources[pick % resources.length]);
  if (!from || !below || from.path.length === 1 || below.path.includes(from.id)) return null;
  return { from, to: [...below.path, from.id] };
}

/** Moves a resource with all below it. */
export async function writeMove(
  { tx, written }: Omit<Place, "described">,
  { from, to }: { from: ResourceRef; to: readonly string[] },
): Promise<void> {
  await tx.execute(sql`
    update resources set parent_id = case when id = ${from.id} then ${to.at(-2) ?? null} else parent_id end,
      path = ${uuids(to)} || path[${from.path.length + 1}::int:]
    where workspace_id = ${written.workspace.id} and path[${from.path.length}::int] = ${from.id}`);
}
