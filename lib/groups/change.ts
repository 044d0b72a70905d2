import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { uuids } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import type { RoleFact } from "@/lib/access/facts";
import { notFound } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { endOfDay, workspaceRole } from "@/lib/grants/asked";
import { endGrants, giveGrant } from "@/lib/grants/commands";
import { type Group, inGroup, lasts } from "./group";
import type { AskedChange } from "./input";

/** What changes the access of people through a group. `until`: ISO instant, null without end. */
export type GroupChange =
  | { kind: "add" | "remove"; membershipIds: readonly string[] }
  | { kind: "give"; role: RoleFact; until: string | null; reviewOn?: string | undefined }
  | { kind: "end"; grantId: string }
  | { kind: "delete"; grants: "end" | "keep" };

/** The change that a form asked for, with what it names looked up. */
export async function changeAsked(
  scope: Scope,
  group: Group,
  asked: AskedChange & { reviewOn?: string | undefined },
): Promise<GroupChange> {
  if (asked.kind === "give") {
    const until = await endOfDay(scope, asked.endsOn);
    const role = await workspaceRole(scope, asked.roleId);
    return { kind: "give", role, until: until?.iso ?? null, reviewOn: asked.reviewOn };
  }
  if (asked.kind === "end" && !group.grants.some(({ id }) => id === asked.grantId)) throw notFound();
  return asked;
}

/** Condition on a membership `m`: the change concerns it. */
export function concernedBy(workspaceId: string, groupId: string, change: GroupChange): SQL {
  if (change.kind === "add" || change.kind === "remove")
    return sql`m.id = any(${uuids(change.membershipIds)})`;
  return inGroup(workspaceId, groupId);
}

/** Carries the change out, without checks, audit and mail; the preview and the command both do it this way. */
export async function writeChange(
  tx: Transaction,
  workspaceId: string,
  groupId: string,
  change: GroupChange,
  by: string,
): Promise<void> {
  switch (change.kind) {
    case "add":
      return letJoin(tx, workspaceId, groupId, change.membershipIds);
    case "remove":
      return letLeave(
        tx,
        workspaceId,
        sql`group_id = ${groupId} and membership_id = any(${uuids(change.membershipIds)})`,
      );
    case "give":
      await giveGrant(tx, workspaceId, {
        principal: { groupId },
        roleId: change.role.id,
        resourceId: workspaceId,
        until: change.until,
        reviewOn: change.reviewOn ?? null,
        source: "direct",
        grantedBy: by,
      });
      return;
    case "end":
      await endGrants(tx, workspaceId, by, sql`group_id = ${groupId} and id = ${change.grantId}`);
      return;
    case "delete":
      if (change.grants === "keep") await keepGrants(tx, workspaceId, groupId, by);
      await endGrants(tx, workspaceId, by, sql`group_id = ${groupId}`);
      await letLeave(tx, workspaceId, sql`group_id = ${groupId}`);
      await tx.execute(sql`
        update groups set ended_at = clock_timestamp() where workspace_id = ${workspaceId} and id = ${groupId}`);
  }
}

/** Whoever is in the group, or will be, stays as they are. */
async function letJoin(tx: Transaction, workspaceId: string, groupId: string, ids: readonly string[]) {
  await tx.execute(sql`
    insert into group_memberships (workspace_id, id, group_id, membership_id, valid_from)
    select ${workspaceId}, j.id, ${groupId}, j.membership_id, clock_timestamp()
    from unnest(${uuids(ids.map(() => uuidv7()))}, ${uuids(ids)}) as j(id, membership_id)
    where not exists (select 1 from group_memberships gm where gm.workspace_id = ${workspaceId}
      and gm.membership_id = j.membership_id and gm.group_id = ${groupId} and ${lasts(sql`gm`)})`);
}

async function letLeave(tx: Transaction, workspaceId: string, which: SQL) {
  await tx.execute(sql`
    update group_memberships gm set valid_to = greatest(clock_timestamp(), valid_from)
    where workspace_id = ${workspaceId} and ${lasts(sql`gm`)} and (${which})`);
}

/**
 * Gives every member what the group gives them as a direct grant of their own, with the same adjustments, review and
 * end: that of the grant, or of their place in the group where it is sooner. Nobody gets what they hold directly for
 * at least as long.
 */
async function keepGrants(tx: Transaction, workspaceId: string, groupId: string, by: string) {
  await tx.execute(sql`
    insert into grants (workspace_id, id, membership_id, role_id, resource_id, plus, minus, source, granted_by, review_on,
      ends_with_id, valid_from, valid_to)
    select distinct on (gm.membership_id, g.id) ${workspaceId}::uuid, gen_random_uuid(), gm.membership_id, g.role_id,
      g.resource_id, g.plus, g.minus, 'direct', ${by}::uuid, g.review_on, g.ends_with_id,
      greatest(clock_timestamp(), g.valid_from, gm.valid_from), least(g.valid_to, gm.valid_to)
    from grants g
    join group_memberships gm on gm.workspace_id = g.workspace_id and gm.group_id = g.group_id and ${lasts(sql`gm`)}
    join memberships m on m.workspace_id = gm.workspace_id and m.id = gm.membership_id and m.ended_at is null
    where g.workspace_id = ${workspaceId} and g.group_id = ${groupId} and ${lasts(sql`g`)}
      and (least(g.valid_to, gm.valid_to) is null or least(g.valid_to, gm.valid_to) > greatest(g.valid_from, gm.valid_from))
      and not exists (select 1 from (select * from grants mine where mine.workspace_id = gm.workspace_id
          and mine.membership_id = gm.membership_id offset 0) as own
        where own.role_id = g.role_id and own.resource_id = g.resource_id
        and own.plus = g.plus and own.minus = g.minus and own.valid_from <= clock_timestamp() and ${lasts(sql`own`)}
        and coalesce(own.valid_to, 'infinity') >= coalesce(least(g.valid_to, gm.valid_to), 'infinity')
        and own.ends_with_id is not distinct from g.ends_with_id)
    order by gm.membership_id, g.id, least(g.valid_to, gm.valid_to) desc nulls first`);
}
