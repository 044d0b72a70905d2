import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { endGrants } from "@/lib/grants/commands";
import { holdsGrant } from "@/lib/grants/lists";
import { objectInScope, refuseArchived, type StoredObject } from "./queries";

/**
 * A project that can be completed (`done` false) or reopened.
 * @throws Refusal for what is no project, is archived, or is that already.
 */
export async function projectAsked(scope: Scope, resourceId: string, done: boolean): Promise<StoredObject> {
  const object = await objectInScope(scope, resourceId);
  if (object.kind !== "project") throw new Refusal("invalid", "Only a project can be completed or reopened.");
  refuseArchived(object);
  if (done !== (object.completedAt !== null))
    throw new Refusal("conflict", `${object.name} is ${done ? "not completed" : "completed already"}.`);
  return object;
}

/** Condition on a membership `m`: it holds something, itself or through a group, until this project is completed. */
export function boundTo(workspaceId: string, projectId: string): SQL {
  return holdsGrant(workspaceId, sql`g.ends_with_id = ${projectId}`);
}

/** Completes a project and ends what was given until then; returns how many grants that were. */
export async function complete(
  tx: Transaction,
  workspaceId: string,
  projectId: string,
  completedBy: string,
): Promise<number> {
  await tx.execute(sql`
    update resources set completed_at = clock_timestamp() where workspace_id = ${workspaceId} and id = ${projectId}`);
  return endGrants(tx, workspaceId, completedBy, sql`ends_with_id = ${projectId}`);
}
