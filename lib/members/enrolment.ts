import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";

/** Writes a user and returns the id. The caller has proved the address, or is setting Remit up. */
export async function writeUser(tx: Transaction, email: string, name: string): Promise<string> {
  const id = uuidv7();
  await tx.execute(sql`insert into users (id, email, name) values (${id}, ${email}, ${name})`);
  return id;
}

/** Writes an active membership and returns its id. `at`: ISO instant of joining, now unless given. */
export async function enrol(
  tx: Transaction,
  workspaceId: string,
  userId: string,
  at?: string,
): Promise<string> {
  const id = uuidv7();
  const from = at ? sql`${at}::timestamptz` : sql`clock_timestamp()`;
  await tx.execute(sql`
    insert into memberships (workspace_id, id, user_id, joined_at) values (${workspaceId}, ${id}, ${userId}, ${from})`);
  await openPeriod(tx, workspaceId, id, at);
  return id;
}

/** Starts an active period of a membership. */
export async function openPeriod(
  tx: Transaction,
  workspaceId: string,
  membershipId: string,
  at?: string,
): Promise<void> {
  await tx.execute(sql`
    insert into active_periods (workspace_id, id, membership_id, valid_from)
    values (${workspaceId}, ${uuidv7()}, ${membershipId}, ${at ? sql`${at}::timestamptz` : sql`clock_timestamp()`})`);
}

/** Puts a membership into a group from now on, until an ISO instant if given; an open place held already stays. */
export async function joinGroup(
  tx: Transaction,
  workspaceId: string,
  groupId: string,
  membershipId: string,
  at?: string,
  until: string | null = null,
): Promise<void> {
  await tx.execute(sql`
    insert into group_memberships (workspace_id, id, group_id, membership_id, valid_from, valid_to)
    values (${workspaceId}, ${uuidv7()}, ${groupId}, ${membershipId}, ${at ? sql`${at}::timestamptz` : sql`clock_timestamp()`}, ${until})
    on conflict do nothing`);
}
