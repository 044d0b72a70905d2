import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { gm, m } from "@/db/aliases";
import { isAmong } from "@/db/arrays";
import { lasts } from "@/db/dated";
import { groupMemberships, isActive } from "@/db/schema/members";
import { users } from "@/db/schema/users";
import type { Scope } from "@/lib/doorway/scope";
import type { Group } from "./group";

/** A member whom a change of the group names. */
export type Known = { id: string; name: string; email: string; active: boolean; isIn: boolean };

/** The members named, by name; who is no member is left out. */
export async function known(
  { tx, workspace }: Scope,
  group: Group,
  ids: readonly string[],
): Promise<Known[]> {
  const inside = sql`select 1 from ${groupMemberships} ${gm} where ${gm.workspaceId} = ${m.workspaceId}
    and ${gm.membershipId} = ${m.id} and ${gm.groupId} = ${group.id} and ${lasts(gm)}`;
  return tx
    .select({
      id: m.id,
      name: users.name,
      email: users.email,
      active: isActive(m),
      isIn: sql<boolean>`exists (${inside})`,
    })
    .from(m)
    .innerJoin(users, eq(users.id, m.userId))
    .where(and(eq(m.workspaceId, workspace.id), isNull(m.endedAt), isAmong(m.id, ids)))
    .orderBy(sql`lower(${users.name})`, m.id);
}
