import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { holdsNow, iso } from "@/db/dated";
import { afterText, pageOf } from "@/db/keyset";
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
  return tx.execute<Found>(sql`
    with belonging as materialized (
      select gm.membership_id, min(gm.valid_from) as since,
        case when not bool_or(gm.valid_to is null) then max(gm.valid_to) end as until
      from group_memberships gm
      where gm.workspace_id = ${workspace.id} and gm.group_id = ${groupId} and ${holdsNow(sql`gm`)} group by gm.membership_id
    ), page as materialized (
      select m.id, u.name, u.email, lower(u.name) as key, b.since, b.until from belonging b
      join memberships m on m.workspace_id = ${workspace.id} and m.id = b.membership_id join users u on u.id = m.user_id
      where m.ended_at is null and ${q ? isCalled(q) : sql`true`} and ${afterText(sql`lower(u.name)`, sql`m.id`, after)}
      order by lower(u.name) collate "C", m.id limit ${pageSize + 1}
    )
    select p.id as "membershipId", p.name, p.email, p.key as "sortKey", p.id is not distinct from ${membershipId}::uuid as "isYou",
      exists (select 1 from active_periods a
        where a.workspace_id = ${workspace.id} and a.membership_id = p.id and a.valid_to is null) as active,
      ${iso(sql`p.since`)} as since, ${iso(sql`p.until`)} as until, entry.told as "addedBy"
    from page p left join lateral (${entryOf(workspace.id, groupId)}) as entry on true
    order by p.key collate "C", p.id`);
}

/**
 * The event that tells how somebody came into the group: under the workspace's lock, the first one about it from the
 * moment on at which their place begins.
 */
function entryOf(workspaceId: string, groupId: string): SQL {
  return sql`
    select json_build_object('name', coalesce(e.after->>'invitedBy', e.actor_name),
      'byInvitation', e.action = 'invitation.accepted') as told
    from audit_events e
    where e.workspace_id = ${workspaceId} and e.at >= p.since and e.at < p.since + interval '1 minute' and e.outcome = 'done'
      and ((e.target_id = p.id and e.action = 'member.group-joined' and e.after->>'groupId' = ${groupId})
        or (e.action = 'invitation.accepted' and e.after->>'member' = p.id::text))
    order by e.at, e.seq limit 1`;
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
    return tx.execute<Candidate>(sql`
      select m.id as "membershipId", u.name, u.email,
        case when m.id is not distinct from ${membershipId}::uuid then 'you'
          when exists (select 1 from group_memberships gm where gm.workspace_id = m.workspace_id
            and gm.membership_id = m.id and gm.group_id = ${group.id} and ${holdsNow(sql`gm`)}) then 'member'
          else 'free' end as state
      from memberships m join users u on u.id = m.user_id
      where m.workspace_id = ${workspace.id} and m.ended_at is null
        and exists (select 1 from active_periods a
          where a.workspace_id = m.workspace_id and a.membership_id = m.id and a.valid_to is null)
        and ${q ? isCalled(q) : sql`true`}
      order by lower(u.name) collate "C", m.id limit ${shownCandidates}`);
  },
});
