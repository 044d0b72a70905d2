import { agreeing } from "@/lib/words/counts";
import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { gm, m } from "@/db/aliases";
import { isAmong } from "@/db/arrays";
import { holdsNow } from "@/db/dated";
import { groupMemberships, groups, isActive, memberships } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import { holdsAt } from "@/lib/access/instant";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";

/** Whom a grant is given to, by name. */
export type Principal =
  | { kind: "member"; id: string; name: string; email: string; userId: string; active: boolean }
  | { kind: "group"; id: string; name: string };

/**
 * The active members and live groups by these ids, in the order given.
 * @throws Refusal `not-found` when one of them is unknown, foreign or gone; `conflict` when a member is not active.
 */
export async function principalsOf(
  { tx, workspace }: Scope,
  ids: { membershipIds: readonly string[]; groupIds: readonly string[] },
): Promise<Principal[]> {
  const rows = await tx.execute<Principal>(sql`
    select 'member' as kind, ${m.id}, ${users.name}, ${users.email}, ${users.id} as "userId",
      ${isActive(m)} and ${users.disabledAt} is null as active
    from ${memberships} ${m} join ${users} on ${users.id} = ${m.userId}
    where ${m.workspaceId} = ${workspace.id} and ${m.endedAt} is null and ${isAmong(m.id, ids.membershipIds)}
    union all
    select 'group', ${groups.id}, ${groups.name}, null, null, null from ${groups}
    where ${groups.workspaceId} = ${workspace.id} and ${groups.endedAt} is null and ${isAmong(groups.id, ids.groupIds)}`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const wanted = new Set([...ids.membershipIds, ...ids.groupIds]);
  if (wanted.size !== byId.size) throw notFound();
  const deactivated = rows.filter((row) => row.kind === "member" && !row.active).map(({ name }) => name);
  if (deactivated.length > 0)
    throw new Refusal(
      "conflict",
      `${deactivated.join(", ")} ${agreeing(deactivated.length, "is", "are")} deactivated. Only active members can be added.`,
      { membershipIds: "Take out who is deactivated." },
    );
  return [...wanted].flatMap((id) => byId.get(id) ?? []);
}

/** Whether a grant of the principal reaches the person who asks: it is their own, or of a group they are in. */
export function reachesActor({ membershipId, facts, now }: Scope, principal: Pick<Principal, "kind" | "id">) {
  return principal.kind === "member"
    ? principal.id === membershipId
    : facts.groups.some(({ id, validity }) => id === principal.id && holdsAt(validity, now));
}

/** How many active members a row of `groups` has. */
export const activeInGroup = sql`(select count(*)::int from ${groupMemberships} ${gm}
  join ${memberships} ${m} on ${m.workspaceId} = ${gm.workspaceId} and ${m.id} = ${gm.membershipId}
  where ${gm.workspaceId} = ${groups.workspaceId} and ${gm.groupId} = ${groups.id} and ${holdsNow(gm)} and ${isActive(m)})`;

/** Condition on a membership `m`: it is one of the principals, or in one of the groups among them. */
export function concerned(principals: readonly Pick<Principal, "kind" | "id">[]): SQL {
  const of = (kind: Principal["kind"]) =>
    principals.filter((principal) => principal.kind === kind).map(({ id }) => id);
  return sql`(${isAmong(m.id, of("member"))} or ${m.id} in (select ${gm.membershipId} from ${groupMemberships} ${gm}
    where ${gm.workspaceId} = ${m.workspaceId} and ${isAmong(gm.groupId, of("group"))} and ${holdsNow(gm)}))`;
}
