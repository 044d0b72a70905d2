import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { texts } from "@/db/arrays";
import type { Transaction } from "@/db/client";
import { holdsNow, iso } from "@/db/dated";
import { clock } from "@/db/tenant";
import type { RoleContents } from "@/lib/access/role";
import { notFound } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";

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
  const [role] = await tx.execute<RoleRecord>(sql`
    select r.id, r.key, r.kind, r.name, r.description, v.number, u.name as author, ${iso(sql`v.valid_from`)} as at,
      json_build_object('applications', v.applications, 'permissions', v.permissions) as contents
    from roles r
    join role_revisions v on v.workspace_id = r.workspace_id and v.role_id = r.id and ${holdsNow(sql`v`)}
    left join users u on u.id = v.author_id
    where r.workspace_id = ${workspace.id} and r.id = ${roleId} and r.ended_at is null`);
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
  const [ended] = await tx.execute<{ number: number }>(sql`
    update role_revisions set valid_to = ${at}
    where workspace_id = ${workspaceId} and role_id = ${roleId} and valid_to is null returning number`);
  if (!ended) throw new Error(`role ${roleId} has no present revision`);
  const number = ended.number + 1;
  await tx.execute(sql`
    insert into role_revisions (workspace_id, id, role_id, number, name, description, applications, permissions, author_id,
      valid_from)
    values (${workspaceId}, ${uuidv7()}, ${roleId}, ${number}, ${name}, ${description}, ${texts(contents.applications)},
      ${texts(contents.permissions)}, ${authorId}, ${at})`);
  await tx.execute(sql`
    update roles set name = ${name}, description = ${description}
    where workspace_id = ${workspaceId} and id = ${roleId}`);
  return number;
}

/** Ends a role and its present revision. What it was given for must have ended before. */
export async function endRole(tx: Transaction, workspaceId: string, roleId: string): Promise<void> {
  const at = await clock(tx);
  await tx.execute(sql`
    update role_revisions set valid_to = ${at}
    where workspace_id = ${workspaceId} and role_id = ${roleId} and valid_to is null`);
  await tx.execute(sql`
    update roles set ended_at = ${at} where workspace_id = ${workspaceId} and id = ${roleId}`);
}
