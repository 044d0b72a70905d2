import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { g, gm, m } from "@/db/aliases";
import { holdsNow, iso } from "@/db/dated";
import { positionIn } from "@/db/keyset";
import { anywhere, beginning } from "@/db/patterns";
import { grants } from "@/db/schema/grants";
import { groupMemberships, groups, isActive, isInactive, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
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

const isNewcomer = sql`${m.joinedAt} > now() - interval '30 days'`;

/** What each order sorts by; in a cursor, instants are written to the microsecond. */
const orders = {
  name: { key: sql`${m.listedAs}`, kind: "text", type: sql`text`, ascending: true },
  joined: { key: sql`${m.joinedAt}`, kind: "instant", type: sql`timestamptz`, ascending: false },
  active: {
    key: sql`case when ${m.lastActiveAt} is null then '-infinity'::timestamptz else ${m.lastActiveAt} end`,
    kind: "instant",
    type: sql`timestamptz`,
    ascending: false,
  },
} as const;

const written = {
  text: sql`p.key`,
  instant: sql`case when isfinite(p.key) then ${iso(sql`p.key`)} else '-infinity' end`,
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
    conditions.push(sql`(${key}, ${m.id}) ${beyond} (${position[0]}::${type}, ${position[1]}::uuid)`);
  }
  const direction = ascending ? sql`asc` : sql`desc`;
  return tx.execute<Listed>(sql`
    with page as materialized (
      select ${m.id}, ${m.userId}, ${isNewcomer} as is_new, ${m.joinedAt}, ${m.firstActiveAt}, ${m.lastActiveAt}, ${key} as key
      from ${memberships} ${m} where ${m.workspaceId} = ${workspace.id} and ${sql.join(conditions, sql` and `)}
      order by ${key} ${direction}, ${m.id} ${direction} limit ${pageSize + 1})
    select p.id as "membershipId", ${users.id} as "userId", ${users.name}, ${users.email}, ${filter.tab === "members"} as active,
      p.is_new as "isNew", ${iso(sql`p.joined_at`)} as "joinedAt", ${iso(sql`p.first_active_at`)} as "firstActiveAt",
      ${iso(sql`p.last_active_at`)} as "lastActiveAt", ${written[kind]} as "sortKey"
    from page p join ${users} on ${users.id} = p.user_id order by p.key ${direction}, p.id ${direction}`);
}

/** What a membership `m` must be to fit a filter, wherever its page begins. */
export function conditionsOf(
  workspaceId: string,
  { tab, q, isNew, groupId, roleId }: Omit<MembersFilter, "sort" | "after">,
): SQL[] {
  const conditions: SQL[] = [tab === "members" ? isActive(m) : isInactive(m)];
  if (q) conditions.push(matching(workspaceId, q));
  if (isNew) conditions.push(isNewcomer);
  if (groupId) conditions.push(sql`${m.id} in (${membersOfGroup(workspaceId, sql`= ${groupId}`)})`);
  if (roleId) conditions.push(sql`${m.id} in (${holdersOf(workspaceId, roleId)})`);
  return conditions;
}

/** Name, address or group. */
function matching(workspaceId: string, text: string): SQL {
  const called = sql`in (select ${groups.id} from ${groups}
    where ${groups.workspaceId} = ${workspaceId} and lower(${groups.name}) like lower(${patternsOf(text)[0]}))`;
  return sql`(${isCalled(text)} or ${m.id} in (${membersOfGroup(workspaceId, called)}))`;
}

/**
 * Condition on a membership `m`: its name or address contains the text, or begins with one of fewer than three characters.
 * Row-level security keeps every index of patterns from use, so both are compared where the list walks anyway.
 */
export function isCalled(text: string): SQL {
  const [anywhere, ...address] = patternsOf(text);
  const fits = [anywhere, ...address].map((pattern) => sql`${m.listedAs} like lower(${pattern})`);
  return sql`(${sql.join(fits, sql` or `)})`;
}

/** Anywhere from three characters on; below, at the beginning, of the name and of the address in its own line. */
export function patternsOf(text: string): [string, ...string[]] {
  return text.length >= 3 ? [anywhere(text)] : [beginning(text), anywhere(`\n${text}`)];
}

function membersOfGroup(workspaceId: string, which: SQL): SQL {
  return sql`select ${gm.membershipId} from ${groupMemberships} ${gm}
    where ${gm.workspaceId} = ${workspaceId} and ${gm.groupId} ${which} and ${holdsNow(gm)}`;
}

function holdersOf(workspaceId: string, roleId: string): SQL {
  const given = (
    principal: typeof g.membershipId | typeof g.groupId,
  ) => sql`select ${principal} from ${grants} ${g}
    where ${g.workspaceId} = ${workspaceId} and ${g.resourceId} = ${workspaceId} and ${g.roleId} = ${roleId}
      and ${principal} is not null and ${holdsNow(g)}`;
  return sql`${given(g.membershipId)} union ${membersOfGroup(workspaceId, sql`in (${given(g.groupId)})`)}`;
}
