import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import { notFound, Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { type Group, lasts } from "./group";

type Known = { id: string; name: string; active: boolean; isIn: boolean };

/**
 * Those of the members named who are not in the group yet.
 * @throws Refusal when one of them is not a member, when one is deactivated, and when all are in it already.
 */
export async function joining(scope: Scope, group: Group, ids: readonly string[]): Promise<string[]> {
  const people = await known(scope, group, ids);
  if (people.length < ids.length) throw notFound();
  const outside = people.filter(({ isIn }) => !isIn);
  const asleep = outside.find(({ active }) => !active);
  if (asleep)
    throw new Refusal(
      "conflict",
      `${asleep.name} is deactivated. Reactivate them first, or leave them out.`,
      {
        membershipIds: `${asleep.name} is deactivated.`,
      },
    );
  if (outside.length === 0)
    throw new Refusal(
      "conflict",
      people.length === 1
        ? `${people[0]?.name} is in ${group.name} already.`
        : `All of them are in ${group.name} already.`,
    );
  return outside.map(({ id }) => id);
}

/**
 * Those of the members named who are in the group; who left it meanwhile is left out.
 * @throws Refusal when none of them is in it.
 */
export async function leaving(scope: Scope, group: Group, ids: readonly string[]): Promise<string[]> {
  const inside = (await known(scope, group, ids)).filter(({ isIn }) => isIn);
  if (inside.length === 0)
    throw new Refusal("conflict", `None of them is in ${group.name} any more. Reload the page.`);
  return inside.map(({ id }) => id);
}

async function known({ tx, workspace }: Scope, group: Group, ids: readonly string[]): Promise<Known[]> {
  return tx.execute<Known>(sql`
    select m.id, u.name,
      exists (select 1 from active_periods p where p.workspace_id = m.workspace_id and p.membership_id = m.id
        and p.valid_to is null) as active,
      exists (select 1 from group_memberships gm where gm.workspace_id = m.workspace_id and gm.membership_id = m.id
        and gm.group_id = ${group.id} and ${lasts(sql`gm`)}) as "isIn"
    from memberships m join users u on u.id = m.user_id
    where m.workspace_id = ${workspace.id} and m.ended_at is null and m.id = any(${uuids(ids)})`);
}
