import "server-only";
import type { Transaction } from "@/db/client";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { replaceInGrants } from "@/lib/grants/replacement";
import { offerInstead } from "@/lib/invitations/offer";
import { endRole, type RoleRecord, roleRecord } from "./record";

export type Deletion = { roleId: string; replacementId: string | null; actorId: string | null };

/**
 * The role that takes the place of one that is deleted, or null for none.
 * @throws Refusal when there is no such role, or when it cannot be given wherever the other one is.
 */
export async function replacementFor(
  scope: Scope,
  role: RoleRecord,
  replacementId: string | null,
): Promise<RoleRecord | null> {
  if (replacementId === null) return null;
  const refuse = (message: string) => new Refusal("invalid", message, { replacementId: message });
  if (replacementId === role.id) throw refuse("A role cannot take its own place. Choose another one.");
  const replacement = await roleRecord(scope, replacementId).catch((error: unknown) => {
    if (error instanceof Refusal) throw refuse("This role does not exist any more. Choose another one.");
    throw error;
  });
  if (replacement.kind === "governance")
    throw refuse(`${replacement.name} is a role of data products. Choose another one.`);
  return replacement;
}

/** Ends a role and all its grants, and gives and offers its replacement in its place: what a preview takes back. */
export async function carryOutDeletion(
  tx: Transaction,
  workspaceId: string,
  { roleId, replacementId, actorId }: Deletion,
): Promise<void> {
  await replaceInGrants(tx, workspaceId, roleId, replacementId, actorId);
  if (replacementId !== null) await offerInstead(tx, workspaceId, roleId, replacementId);
  await endRole(tx, workspaceId, roleId);
}
