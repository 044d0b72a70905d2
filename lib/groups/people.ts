import "server-only";
import { sql } from "drizzle-orm";
import { uuids } from "@/db/arrays";
import type { Scope } from "@/lib/doorway/scope";
import { type Group, lasts } from "./group";

/** A member whom a change of the group names. */
export type Known = { id: string; name: string; email: string; active: boolean; isIn: boolean };

/** The members named, by name; who is no member is left out. */
export async function known(
  { tx, workspace }: Scope,
  group: Group,
  ids: readonly string[],
): Promise<Known[]> {
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
