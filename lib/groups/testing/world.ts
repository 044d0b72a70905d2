import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { type Company, company } from "@/lib/members/testing/company";

/** The company of the members' tests, with a crowd of further members in it. */
export type World = Company & { crowd: string[] };

/** @param size how many members more, all active and without roles */
export async function world(size: number): Promise<World> {
  const c = await company();
  const owner = postgres(c.database.ownerUrl, { max: 1, onnotice: () => {} });
  const crowd = await drizzle(owner).transaction(async (tx) => {
    await tx.execute(sql`select set_config('remit.workspace', ${c.workspaceId}, true)`);
    const rows = await tx.execute<{ id: string }>(sql`
      with people as (
        insert into users (id, email, name)
        select gen_random_uuid(), 'person' || n || '@crowd.example', 'Person ' || lpad(n::text, 6, '0')
        from generate_series(1, ${size}) as n returning id
      ), members as (
        insert into memberships (workspace_id, id, user_id)
        select ${c.workspaceId}, gen_random_uuid(), id from people returning id
      ), active as (
        insert into active_periods (workspace_id, id, membership_id)
        select ${c.workspaceId}, gen_random_uuid(), id from members
      )
      select id from members`);
    return rows.map(({ id }) => id);
  });
  await owner.end();
  await c.owner.unsafe("analyze");
  return { ...c, crowd };
}
