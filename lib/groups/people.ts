import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import type { BulkRow } from "@/lib/members/bulk";
import { type Group, lasts } from "./group";

export type Known = { id: string; name: string; email: string; active: boolean; isIn: boolean };

/** Who of the members named joins, and what keeps each of the others out. `nobody`: why nobody can join, if so. */
export type Joining = { joins: Known[]; left: BulkRow[]; nobody: Refusal | null };

/**
 * Sorts the members named into those who can join the group and those who stay as they are.
 * @throws Refusal `not-found` when none of them is a member.
 */
export async function joining(scope: Scope, group: Group, ids: readonly string[]): Promise<Joining> {
  const people = await known(scope, group, ids);
  const joins = people.filter(({ active, isIn }) => active && !isIn);
  const left = people.flatMap((person) => {
    if (person.isIn) return [rowOf(person, "nothing", `Is in ${group.name} already.`)];
    return person.active ? [] : [rowOf(person, "refused", "Is deactivated. Reactivate them first.")];
  });
  if (people.length === 0) throw notFound();
  const found = new Set(people.map(({ id }) => id));
  const gone = [...new Set(ids)].filter((id) => !found.has(id));
  const nobody = joins.length === 0 ? nobodyJoins(group, people) : null;
  return { joins, left: [...left, ...gone.map(noMember)], nobody };
}

/** Their memberships. */
export function idsOf(people: readonly Known[]): string[] {
  return people.map(({ id }) => id);
}

/** The outcome for one of many. */
export function rowOf(
  { id, name, email }: Pick<Known, "id" | "name" | "email">,
  result: BulkRow["result"],
  why: string | null,
  event: string | null = null,
): BulkRow {
  return { membershipId: id, name, email, result, why, event };
}

const noMember = (id: string) =>
  rowOf({ id, name: "Somebody", email: "" }, "refused", "Is no member of the workspace any more.");

function nobodyJoins(group: Group, people: readonly Known[]): Refusal {
  const asleep = people.find(({ active, isIn }) => !isIn && !active);
  if (asleep)
    return new Refusal(
      "conflict",
      `${asleep.name} is deactivated. Reactivate them first, or leave them out.`,
      {
        membershipIds: `${asleep.name} is deactivated.`,
      },
    );
  const all = people.length === 1 ? `${people[0]?.name} is` : "All of them are";
  return new Refusal("conflict", `${all} in ${group.name} already.`);
}

/**
 * Those of the members named who are in the group; who left it meanwhile is left out.
 * @throws Refusal when none of them is in it.
 */
export async function leaving(scope: Scope, group: Group, ids: readonly string[]): Promise<Known[]> {
  const inside = (await known(scope, group, ids)).filter(({ isIn }) => isIn);
  if (inside.length === 0)
    throw new Refusal("conflict", `None of them is in ${group.name} any more. Reload the page.`);
  return inside;
}

async function known({ tx, workspace }: Scope, group: Group, ids: readonly string[]): Promise<Known[]> {
  return tx.execute<Known>(sql`
    select m.id, u.name, u.email,
      exists (select 1 from active_periods p where p.workspace_id = m.workspace_id and p.membership_id = m.id
        and p.valid_to is null) as active,
      exists (select 1 from group_memberships gm where gm.workspace_id = m.workspace_id and gm.membership_id = m.id
        and gm.group_id = ${group.id} and ${lasts(sql`gm`)}) as "isIn"
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${workspace.id} and m.ended_at is null and m.id = any(${uuids(ids)})
    order by lower(u.name), m.id`);
}
