import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { texts } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import type { PermissionId } from "@/lib/access/catalogue";
import { leavesNoAdmin } from "@/lib/access/duties";
import { GuardRefusal } from "@/lib/doorway/outcome";

/** A grant to be written: to a membership or to a group, from now on until `until` (ISO instant) or without end. */
export type NewGrant = {
  principal: { membershipId: string } | { groupId: string };
  roleId: string;
  resourceId: string;
  until?: string | null;
  plus?: readonly PermissionId[];
  minus?: readonly PermissionId[];
  reviewOn?: string | null;
  /** The project whose completion ends it. */
  endsWithId?: string | null;
  source: "direct" | "invitation" | "setup" | "creation" | "request";
  sourceId?: string | null;
  grantedBy: string | null;
};

/** Writes a grant under the workspace's lock and returns its id. The ceiling is the caller's to check. */
export async function giveGrant(tx: Transaction, workspaceId: string, grant: NewGrant): Promise<string> {
  const id = uuidv7();
  const membershipId = "membershipId" in grant.principal ? grant.principal.membershipId : null;
  const groupId = "groupId" in grant.principal ? grant.principal.groupId : null;
  await tx.execute(sql`
    insert into grants (workspace_id, id, membership_id, group_id, role_id, resource_id, plus, minus, source, source_id,
      granted_by, review_on, ends_with_id, valid_from, valid_to)
    values (${workspaceId}, ${id}, ${membershipId}, ${groupId}, ${grant.roleId}, ${grant.resourceId},
      ${texts(grant.plus ?? [])}, ${texts(grant.minus ?? [])}, ${grant.source}, ${grant.sourceId ?? null},
      ${grant.grantedBy}, ${grant.reviewOn ?? null}, ${grant.endsWithId ?? null}, clock_timestamp(),
      ${grant.until ?? null})`);
  return id;
}

/** Writes the same grant for each of many memberships with one statement; see {@link giveGrant}. */
export async function giveGrantToEach(
  tx: Transaction,
  workspaceId: string,
  membershipIds: readonly string[],
  grant: Omit<NewGrant, "principal">,
): Promise<void> {
  const rows = membershipIds.map((membershipId) => ({ id: uuidv7(), membership: membershipId }));
  await tx.execute(sql`
    insert into grants (workspace_id, id, membership_id, role_id, resource_id, plus, minus, source, source_id, granted_by,
      review_on, valid_from, valid_to)
    select ${workspaceId}, e.id, e.membership, ${grant.roleId}::uuid, ${grant.resourceId}::uuid, ${texts(grant.plus ?? [])},
      ${texts(grant.minus ?? [])}, ${grant.source}, ${grant.sourceId ?? null}::uuid, ${grant.grantedBy}::uuid,
      ${grant.reviewOn ?? null}::date, clock_timestamp(), ${grant.until ?? null}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(id uuid, membership uuid)`);
}

/** Ends the grants that hold now or later and fit the condition on `grants`; returns how many. */
export async function endGrants(
  tx: Transaction,
  workspaceId: string,
  endedBy: string | null,
  which: SQL,
): Promise<number> {
  const ended = await tx.execute(sql`
    update grants set valid_to = greatest(clock_timestamp(), valid_from), ended_by = ${endedBy}
    where workspace_id = ${workspaceId} and (valid_to is null or valid_to > clock_timestamp()) and (${which}) returning id`);
  return ended.length;
}

/** Active members with a direct, open-ended Admin grant on the workspace: the only ones who count as its Admins. */
export async function adminMembershipIds(tx: Transaction, workspaceId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct m.id from memberships m
    join users u on u.id = m.user_id and u.disabled_at is null
    join active_periods p on p.workspace_id = m.workspace_id and p.membership_id = m.id
      and p.valid_from <= clock_timestamp() and p.valid_to is null
    join grants g on g.workspace_id = m.workspace_id and g.membership_id = m.id and g.resource_id = m.workspace_id
      and g.valid_from <= clock_timestamp() and g.valid_to is null and cardinality(g.minus) = 0
    join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id and r.key = 'admin'
    where m.workspace_id = ${workspaceId} and m.ended_at is null`);
  return rows.map(({ id }) => id);
}

/**
 * Carries out a change and refuses it afterwards if it took the workspace's last Admin. Correct only under the lock of
 * the workspace, which every command holds.
 * @throws GuardRefusal `conflict`, which rolls the change back.
 */
export async function keepingAnAdmin<T>(
  tx: Transaction,
  workspaceId: string,
  change: () => Promise<T>,
): Promise<T> {
  const before = await adminMembershipIds(tx, workspaceId);
  const result = await change();
  const after = new Set(await adminMembershipIds(tx, workspaceId));
  const gone = before.filter((id) => !after.has(id));
  if (gone.length > 0 && leavesNoAdmin([...after], []))
    throw new GuardRefusal(
      "This would leave the workspace without an Admin. Make somebody else Admin first, without an end date.",
      { code: "conflict" },
    );
  return result;
}
