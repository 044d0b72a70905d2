import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { holdsNow, iso } from "@/db/dated";
import { positionIn } from "@/db/keyset";
import { anywhere, beginning } from "@/db/patterns";
import type { Scope } from "@/lib/doorway/scope";
import type { MembersFilter } from "./input";

/** A membership on a page of the list. `sortKey` and the id are where the next page goes on. */
export type Listed = {
  membershipId: string;
  userId: string;
  name: string;
  email: string;
  active: boolean;
  isNew: boolean;
  joinedAt: string;
  firstActiveAt: string | null;
  lastActiveAt: string | null;
  sortKey: string;
};

export const pageSize = 50;

/** Conditions on a membership `m`, as the partial indexes of the list put them. */
export const isActive = sql`m.ended_at is null and m.inactive_since is null`;
export const isInactive = sql`m.ended_at is null and m.inactive_since is not null`;

/** What each order sorts by; in a cursor, instants are written to the microsecond. */
const orders = {
  name: { key: sql`m.listed_as`, kind: "text", type: sql`text`, ascending: true },
  joined: { key: sql`m.joined_at`, kind: "instant", type: sql`timestamptz`, ascending: false },
  active: {
    key: sql`case when m.last_active_at is null then '-infinity'::timestamptz else m.last_active_at end`,
    kind: "instant",
    type: sql`timestamptz`,
    ascending: false,
  },
} as const;

const written = {
  text: sql`m.key`,
  instant: sql`case when isfinite(m.key) then ${iso(sql`m.key`)} else '-infinity' end`,
};

/**
 * The memberships of a page, and one row more, so that the caller knows whether there is a next one. An index gives
 * them in order from the cursor on; people are looked up for the page alone.
 */
export async function membershipsFitting(
  { tx, workspace }: Pick<Scope, "tx" | "workspace">,
  filter: MembersFilter,
): Promise<Listed[]> {
  const { key, kind, type, ascending } = orders[filter.sort];
  const conditions = conditionsOf(workspace.id, filter);
  const position = positionIn(filter.after, kind);
  if (position) {
    const beyond = ascending ? sql`>` : sql`<`;
    conditions.push(sql`(${key}, m.id) ${beyond} (${position[0]}::${type}, ${position[1]}::uuid)`);
  }
  const direction = ascending ? sql`asc` : sql`desc`;
  return tx.execute<Listed>(sql`
    with page as materialized (
      select m.id, m.user_id, m.joined_at, m.first_active_at, m.last_active_at, ${key} as key
      from memberships m where m.workspace_id = ${workspace.id} and ${sql.join(conditions, sql` and `)}
      order by ${key} ${direction}, m.id ${direction} limit ${pageSize + 1})
    select m.id as "membershipId", u.id as "userId", u.name, u.email, ${filter.tab === "members"} as active,
      m.joined_at > now() - interval '30 days' as "isNew", ${iso(sql`m.joined_at`)} as "joinedAt",
      ${iso(sql`m.first_active_at`)} as "firstActiveAt", ${iso(sql`m.last_active_at`)} as "lastActiveAt", ${written[kind]} as "sortKey"
    from page m join users u on u.id = m.user_id order by m.key ${direction}, m.id ${direction}`);
}

/** What a membership `m` must be to fit a filter, wherever its page begins. */
export function conditionsOf(
  workspaceId: string,
  { tab, q, isNew, groupId, roleId }: Omit<MembersFilter, "sort" | "after">,
): SQL[] {
  const conditions: SQL[] = [tab === "members" ? isActive : isInactive];
  if (q) conditions.push(matching(workspaceId, q));
  if (isNew) conditions.push(sql`m.joined_at > now() - interval '30 days'`);
  if (groupId) conditions.push(sql`m.id in (${membersOfGroup(workspaceId, sql`= ${groupId}`)})`);
  if (roleId) conditions.push(sql`m.id in (${holdersOf(workspaceId, roleId)})`);
  return conditions;
}

/** Name, address or group. */
function matching(workspaceId: string, text: string): SQL {
  const groups = sql`in (select g.id from groups g
    where g.workspace_id = ${workspaceId} and lower(g.name) like lower(${patternsOf(text)[0]}))`;
  return sql`(${isCalled(text)} or m.id in (${membersOfGroup(workspaceId, groups)}))`;
}

/**
 * Condition on a membership `m`: its name or address contains the text, or begins with one of fewer than three characters.
 * Row-level security keeps every index of patterns from use, so both are compared where the list walks anyway.
 */
export function isCalled(text: string): SQL {
  const [anywhere, ...address] = patternsOf(text);
  const fits = [anywhere, ...address].map((pattern) => sql`m.listed_as like lower(${pattern})`);
  return sql`(${sql.join(fits, sql` or `)})`;
}

/** Anywhere from three characters on; below, at the beginning, of the name and of the address in its own line. */
export function patternsOf(text: string): [string, ...string[]] {
  return text.length >= 3 ? [anywhere(text)] : [beginning(text), anywhere(`\n${text}`)];
}

function membersOfGroup(workspaceId: string, which: SQL): SQL {
  return sql`select gm.membership_id from group_memberships gm
    where gm.workspace_id = ${workspaceId} and gm.group_id ${which} and ${holdsNow(sql`gm`)}`;
}

function holdersOf(workspaceId: string, roleId: string): SQL {
  const given = (principal: SQL) => sql`select ${principal} from grants g
    where g.workspace_id = ${workspaceId} and g.resource_id = ${workspaceId} and g.role_id = ${roleId}
      and ${principal} is not null and ${holdsNow(sql`g`)}`;
  return sql`${given(sql`g.membership_id`)} union
    ${membersOfGroup(workspaceId, sql`in (${given(sql`g.group_id`)})`)}`;
}
