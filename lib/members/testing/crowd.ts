import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";

const firstNames =
  "Ada,Björn,Chloé,Dana,Émile,Fatima,Goran,Hana,Ines,Jonas,Karim,Lena,Mika,Nora,Øystein,Petra";
const lastNames =
  "Adler,Brandt,Costa,Duarte,Ek,Fischer,Greco,Haddad,Ito,Jansen,Keller,Lindqvist,Moreau,Novak,Okafor,Petrov,Quist";

/**
 * Writes so many members into a workspace, the same at every run: a few share a name, one in 33 is deactivated, one in
 * 50 was removed, one in 11 was never active, and everybody holds one of the roles. The context must be the workspace's.
 */
export async function writeCrowd(
  tx: Transaction,
  workspaceId: string,
  roleIds: readonly string[],
  size: number,
): Promise<void> {
  const roles = sql`${`{${roleIds.join(",")}}`}::uuid[]`;
  const crowd = sql`generate_series(1, ${size}::int) as n`;
  const id = (kind: string) =>
    sql`overlay(overlay(md5(${`${kind} ${workspaceId} `} || n) placing '7' from 13) placing '8' from 17)::uuid`;
  const moment = (days: SQL) => sql`timestamptz '2026-01-01 00:00Z' + ${days} * interval '1 minute'`;
  await tx.execute(sql`
    insert into users (id, email, name)
    select ${id("user")}, 'person' || n || '@' || ${workspaceId}::text || '.example',
      (string_to_array(${firstNames}, ','))[1 + n * 7 % 16] || ' ' || (string_to_array(${lastNames}, ','))[1 + n * 5 % 17]
        || case when n % 3 = 0 then '' else ' ' || n % 1000 end
    from ${crowd}`);
  await tx.execute(sql`
    insert into memberships (workspace_id, id, user_id, joined_at, last_active_at, ended_at)
    select ${workspaceId}, ${id("membership")}, ${id("user")}, ${moment(sql`(n::bigint * 7919 % 250000)`)},
      case when n % 11 = 0 then null else ${moment(sql`(n::bigint * 104729 % 400000)`)} end,
      case when n % 50 = 0 then ${moment(sql`450000`)} end
    from ${crowd}`);
  await tx.execute(sql`
    insert into active_periods (workspace_id, id, membership_id, valid_from, valid_to)
    select ${workspaceId}, ${id("period")}, ${id("membership")}, ${moment(sql`0`)},
      case when n % 50 = 0 or n % 33 = 0 then ${moment(sql`440000`)} end
    from ${crowd}`);
  await tx.execute(sql`
    insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
    select ${workspaceId}, ${id("grant")}, ${id("membership")}, (${roles})[1 + n % cardinality(${roles})], ${workspaceId}, 'setup'
    from ${crowd}`);
}
