import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { gm, m } from "@/db/aliases";
import { holdsNow, iso } from "@/db/dated";
import { afterText, pageOf } from "@/db/keyset";
import { auditEvents } from "@/db/schema/audit";
import { groupMemberships, isActive, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { batched } from "@/db/together";
import { query } from "@/lib/doorway/query";
import type { Scope } from "@/lib/doorway/scope";
import { isCalled } from "@/lib/members/listing";
import { groupTarget } from "./group";
import { Candidates, GroupMembersFilter } from "./input";

/** Somebody in a group. Dates ISO; `until` null without end. */
export type GroupMember = {
  membershipId: string;
  name: string;
  email: string;
  active: boolean;
  isYou: boolean;
  since: string;
  until: string | null;
  /** Who put them in, as the audit log tells it; null when it happened before the log begins. */
  addedBy: { name: string; byInvitation: boolean } | null;
};

export type GroupMembersPage = { rows: GroupMember[]; next: string | null };

const pageSize = 50;

/** Who is in a group, by name, page by page. */
export const groupMembers = query({
  name: "groups.members",
  permission: "general:view-members",
  input: GroupMembersFilter,
  run: async (scope, { groupId, q, after }): Promise<GroupMembersPage> => {
    const group = await groupTarget(scope, groupId);
    const found = await membersFitting(scope, group.id, q, after);
    return pageOf(found, pageSize, ({ membershipId }) => membershipId);
  },
});

type Found = GroupMember & { sortKey: string };

async function membersFitting(
  { tx, workspace, membershipId }: Scope,
  groupId: string,
  q: string,
  after: string | undefined,
): Promise<Found[]> {
  const key = sql`lower(${users.name})`;
  const page = sql<Found>`
    with belonging as materialized (
      select ${gm.membershipId}, min(${gm.validFrom}) as since,
        case when not bool_or(${gm.validTo} is null) then max(${gm.validTo}) end as until
      from ${groupMemberships} ${gm} where ${gm.workspaceId} = ${workspace.id} and ${gm.groupId} = ${groupId}
        and ${holdsNow(gm)} group by ${gm.membershipId}
    ), page as materialized (
      select ${m.id}, ${users.name}, ${users.email}, ${key} as key, ${isActive(m)} as active, b.since, b.until from belonging b
      join ${memberships} ${m} on ${m.workspaceId} = ${workspace.id} and ${m.id} = b.membership_id
      join ${users} on ${users.id} = ${m.userId}
      where ${m.endedAt} is null and ${q ? isCalled(q) : sql`true`} and ${afterText(key, sql`${m.id}`, after)}
      order by ${key} collate "C", ${m.id} limit ${pageSize + 1}
    )
    select p.id as "membershipId", p.name, p.email, p.key as "sortKey", p.id is not distinct from ${membershipId}::uuid as "isYou",
      p.active, ${iso(sql`p.since`)} as since, ${iso(sql`p.until`)} as until, entry.told as "addedBy"
    from page p left join lateral (${entryOf(workspace.id, groupId)}) as entry on true
    order by p.key collate "C", p.id`;
  return batched(tx, page);
}

/**
 * The event that tells how somebody came into the group: under the workspace's lock, the first one about it from the
 * moment on at which their place begins.
 */
function entryOf(workspaceId: string, groupId: string): SQL {
  const { at, action, after } = auditEvents;
  return sql`
    select json_build_object('name', coalesce(${after}->>'invitedBy', ${auditEvents.actorName}),
      'byInvitation', ${action} = 'invitation.accepted') as told
    from ${auditEvents}
    where ${auditEvents.workspaceId} = ${workspaceId} and ${auditEvents.outcome} = 'done'
      and ${at} >= p.since and ${at} < p.since + interval '1 minute'
      and ((${auditEvents.targetId} = p.id and ${action} = 'member.group-joined' and ${after}->>'groupId' = ${groupId})
        or (${action} = 'invitation.accepted' and ${after}->>'member' = p.id::text))
    order by ${at}, ${auditEvents.seq} limit 1`;
}

/** A member who could be put into the group; `state` says why not. */
export type Candidate = {
  membershipId: string;
  name: string;
  email: string;
  state: "free" | "member" | "you";
};

const shownCandidates = 20;

/** The first active members who fit a search, to be put into a group. */
export const candidates = query({
  name: "groups.candidates",
  permission: "general:manage-user",
  input: Candidates,
  run: async (scope, { groupId, q }): Promise<Candidate[]> => {
    const group = await groupTarget(scope, groupId);
    const { tx, workspace, membershipId } = scope;
    const inGroup = sql`select 1 from ${groupMemberships} ${gm} where ${gm.workspaceId} = ${m.workspaceId}
      and ${gm.membershipId} = ${m.id} and ${gm.groupId} = ${group.id} and ${holdsNow(gm)}`;
    return tx
      .select({
        membershipId: m.id,
        name: users.name,
        email: users.email,
        state: sql<Candidate["state"]>`case when ${m.id} is not distinct from ${membershipId}::uuid then 'you'
          when exists (${inGroup}) then 'member' else 'free' end`,
      })
      .from(m)
      .innerJoin(users, eq(users.id, m.userId))
      .where(and(eq(m.workspaceId, workspace.id), isActive(m), q ? isCalled(q) : undefined))
      .orderBy(sql`lower(${users.name}) collate "C"`, m.id)
      .limit(shownCandidates);
  },
});
