import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { iso } from "@/db/dated";
import { isPresentOf, roleRevisions, roles } from "@/db/schema/roles";
import { users } from "@/db/schema/users";
import { clock } from "@/db/tenant";
import type { RoleContents } from "@/lib/access/role";
import { notFound } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { presentRoleColumns } from "@/lib/grants/present-roles";

/** A role as it is now, with its present revision. */
export type RoleRecord = {
  id: string;
  key: string | null;
  kind: "system" | "custom" | "governance";
  name: string;
  description: string;
  contents: RoleContents;
  /** The number of the present revision, who wrote it (null: Remit itself) and when. */
  number: number;
  author: string | null;
  at: string;
};

/** A revision to be written: all of what a role says of itself. */
export type NewRevision = Pick<RoleRecord, "name" | "description" | "contents"> & { authorId: string | null };

/** @throws Refusal `not-found` alike for an unknown, a deleted and a foreign role. */
export async function roleRecord({ tx, workspace }: Scope, roleId: string): Promise<RoleRecord> {
  const [role] = await tx
    .select({
      ...presentRoleColumns,
      number: roleRevisions.number,
      author: users.name,
      at: iso(roleRevisions.validFrom),
    })
    .from(roles)
    .innerJoin(roleRevisions, isPresentOf(roleRevisions, roles))
    .leftJoin(users, eq(users.id, roleRevisions.authorId))
    .where(and(eq(roles.workspaceId, workspace.id), eq(roles.id, roleId), isNull(roles.endedAt)));
  if (!role) throw notFound();
  return role;
}

/** Ends the present revision of a role and starts a new one at the same instant; returns its number. */
export async function writeRevision(
  tx: Transaction,
  workspaceId: string,
  roleId: string,
  { name, description, contents, authorId }: NewRevision,
): Promise<number> {
  const at = await clock(tx);
  const [ended] = await endRevision(tx, workspaceId, roleId, at);
  if (!ended) throw new Error(`role ${roleId} has no present revision`);
  const number = ended.number + 1;
  await tx.insert(roleRevisions).values({
    workspaceId,
    id: uuidv7(),
    roleId,
    number,
    name,
    description,
    ...contents,
    authorId,
    validFrom: at,
  });
  await tx.update(roles).set({ name, description }).where(isRole(workspaceId, roleId));
  return number;
}

/** Ends a role and its present revision. What it was given for must have ended before. */
export async function endRole(tx: Transaction, workspaceId: string, roleId: string): Promise<void> {
  const at = await clock(tx);
  await endRevision(tx, workspaceId, roleId, at);
  await tx.update(roles).set({ endedAt: at }).where(isRole(workspaceId, roleId));
}

function endRevision(tx: Transaction, workspaceId: string, roleId: string, at: string) {
  return tx
    .update(roleRevisions)
    .set({ validTo: at })
    .where(
      and(
        eq(roleRevisions.workspaceId, workspaceId),
        eq(roleRevisions.roleId, roleId),
        isNull(roleRevisions.validTo),
      ),
    )
    .returning({ number: roleRevisions.number });
}

function isRole(workspaceId: string, roleId: string) {
  return and(eq(roles.workspaceId, workspaceId), eq(roles.id, roleId));
}
