import "server-only";
import { and, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { g } from "@/db/aliases";
import type { Transaction } from "@/db/client";
import { present } from "@/db/dated";
import { grants, resources } from "@/db/schema/grants";
import { targetOf } from "@/lib/changes/guards";
import type { Plan } from "@/lib/changes/plan";
import { Refusal } from "@/lib/doorway/outcome";
import type { Scope } from "@/lib/doorway/scope";
import { endGrants } from "@/lib/grants/commands";
import { holdsGrant } from "@/lib/grants/lists";
import { objectEvents } from "./events";
import { objectInScope, refuseArchived, type StoredObject, subjectOf } from "./queries";

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
  return holdsGrant(workspaceId, eq(g.endsWithId, projectId));
}

/** Completes a project: what was given until then ends. Whoever gave it said so, hence no ceiling is asked. */
export async function planCompletion(scope: Scope, resourceId: string): Promise<Plan> {
  const project = await projectAsked(scope, resourceId, false);
  const { id, name } = project;
  const lasting = or(isNull(grants.validTo), gt(grants.validTo, sql`clock_timestamp()`));
  const grantsEnded = await scope.tx.$count(
    grants,
    and(eq(grants.workspaceId, scope.workspace.id), eq(grants.endsWithId, id), lasting),
  );
  return {
    rows: [{ subject: subjectOf(project) }],
    authority: { permission: "marketing-object:edit", resource: project },
    concerned: () => boundTo(scope.workspace.id, id),
    writes: () => [{ run: (tx, { workspaceId, userId }) => complete(tx, workspaceId, id, userId) }],
    event: (_, { reason }) =>
      objectEvents.completed({
        target: targetOf(subjectOf(project)),
        resource: { id, name },
        after: { grantsEnded },
        reason,
      }),
    letters: () => [],
  };
}

/** Completes a project and ends what was given until then; returns how many grants that were. */
async function complete(
  tx: Transaction,
  workspaceId: string,
  projectId: string,
  completedBy: string | null,
): Promise<number> {
  await tx
    .update(resources)
    .set({ completedAt: present })
    .where(and(eq(resources.workspaceId, workspaceId), eq(resources.id, projectId)));
  return endGrants(tx, workspaceId, completedBy, sql`ends_with_id = ${projectId}`);
}
