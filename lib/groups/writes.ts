import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { uuids } from "@/db/arrays";
import { lasts } from "@/db/dated";
import { groupMemberships, groups } from "@/db/schema/members";
import type { Write } from "@/lib/changes/plan";

/** Lets members join a group; whoever is in it, or will be, stays as they are. */
export function join(groupId: string, membershipIds: readonly string[]): Write {
  return {
    run: (tx, { workspaceId }) =>
      tx.execute(sql`
        insert into group_memberships (workspace_id, id, group_id, membership_id, valid_from)
        select ${workspaceId}, j.id, ${groupId}, j.membership_id, clock_timestamp()
        from unnest(${uuids(membershipIds.map(() => uuidv7()))}, ${uuids(membershipIds)}) as j(id, membership_id)
        where not exists (select 1 from group_memberships gm where gm.workspace_id = ${workspaceId}
          and gm.membership_id = j.membership_id and gm.group_id = ${groupId} and ${lasts(sql`gm`)})`),
  };
}

/** Ends a group, and everybody's place in it. */
export function dissolve(groupId: string): Write {
  const now = sql`clock_timestamp()`;
  return {
    run: async (tx, { workspaceId }) => {
      await tx
        .update(groupMemberships)
        .set({ validTo: sql`greatest(${now}, ${groupMemberships.validFrom})` })
        .where(
          and(
            eq(groupMemberships.workspaceId, workspaceId),
            eq(groupMemberships.groupId, groupId),
            lasts(groupMemberships),
          ),
        );
      await tx
        .update(groups)
        .set({ endedAt: now })
        .where(and(eq(groups.workspaceId, workspaceId), eq(groups.id, groupId)));
    },
  };
}

/**
 * Gives every member what the group gives them as a direct grant of their own, with the same adjustments, review and
 * end: that of the grant, or of their place in the group where it is sooner. Nobody gets what they hold directly for
 * at least as long.
 */
export function keepGrants(groupId: string): Write {
  return {
    run: (tx, { workspaceId, userId }) =>
      tx.execute(sql`
    insert into grants (workspace_id, id, membership_id, role_id, resource_id, plus, minus, source, granted_by, review_on,
      ends_with_id, valid_from, valid_to)
    select distinct on (gm.membership_id, g.id) ${workspaceId}::uuid, gen_random_uuid(), gm.membership_id, g.role_id,
      g.resource_id, g.plus, g.minus, 'direct', ${userId}::uuid, g.review_on, g.ends_with_id,
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
    order by gm.membership_id, g.id, least(g.valid_to, gm.valid_to) desc nulls first`),
  };
}
