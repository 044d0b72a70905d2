import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { holdsNow } from "@/db/dated";
import { holdsAt } from "@/lib/access/instant";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";

/** Whom a grant is given to, by name. */
export type Principal =
  | { kind: "member"; id: string; name: string; email: string; userId: string; active: boolean }
  | { kind: "group"; id: string; name: string };

/** Condition on a membership `m`: it is active now. */
export const activeNow = sql`exists (select 1 from active_periods p where p.workspace_id = m.workspace_id
  and p.membership_id = m.id and ${holdsNow(sql`p`)})`;

/**
 * The active members and live groups by these ids, in the order given.
 * @throws Refusal `not-found` when one of them is unknown, foreign or gone; `conflict` when a member is not active.
 */
export async function principalsOf(
  { tx, workspace }: Scope,
  ids: { membershipIds: readonly string[]; groupIds: readonly string[] },
): Promise<Principal[]> {
  const rows = await tx.execute<Principal>(sql`
    select 'member' as kind, m.id, u.name, u.email, u.id as "userId", ${activeNow} and u.disabled_at is null as active
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${workspace.id} and m.ended_at is null and m.id = any(${uuids(ids.membershipIds)})
    union all
    select 'group', g.id, g.name, null, null, null from groups g
    where g.workspace_id = ${workspace.id} and g.ended_at is null and g.id = any(${uuids(ids.groupIds)})`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const wanted = new Set([...ids.membershipIds, ...ids.groupIds]);
  if (wanted.size !== byId.size) throw notFound();
  const asleep = rows.filter((row) => row.kind === "member" && !row.active).map(({ name }) => name);
  if (asleep.length > 0)
    throw new Refusal(
      "conflict",
      `${asleep.join(", ")} ${asleep.length === 1 ? "is" : "are"} deactivated. Only active members can be added.`,
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

/** Condition on a membership `m`: it is one of the principals, or in one of the groups among them. */
export function concerned(principals: readonly Pick<Principal, "kind" | "id">[]): SQL {
  const of = (kind: Principal["kind"]) =>
    uuids(principals.filter((principal) => principal.kind === kind).map(({ id }) => id));
  return sql`(m.id = any(${of("member")}) or m.id in (select gm.membership_id from group_memberships gm
    where gm.workspace_id = m.workspace_id and gm.group_id = any(${of("group")}) and ${holdsNow(sql`gm`)}))`;
}
