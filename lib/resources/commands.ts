import "server-only";
import { and, arrayContains, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { present } from "@/db/dated";
import { resources } from "@/db/schema/grants";
import { clock } from "@/db/tenant";
import { change } from "@/lib/changes/change";
import { type CommandContext, command } from "@/lib/doorway/command";
import type { AuditEvent } from "@/lib/doorway/event";
import { Refusal } from "@/lib/doorway/outcome";
import { planCompletion, projectAsked } from "./completion";
import { objectEvents } from "./events";
import { ChangeObject, CreateObject, kindBelow, MoveObject, RenameObject } from "./input";
import { planMove } from "./move";
import { objectInScope, refuseArchived, resourceInScope, type StoredObject } from "./queries";

/** Creates a campaign in the workspace, a project in a campaign, or an action in a project. */
export const createObject = command({
  name: "objects.create",
  permission: "marketing-object:edit",
  input: CreateObject,
  resource: async (scope, { parentId }) => (parentId ? resourceInScope(scope, parentId) : scope.root),
  run: async (context, { parentId, name }) => {
    const { tx, workspace, root } = context;
    const parent = parentId ? await objectInScope(context, parentId) : null;
    if (parent) refuseArchived(parent);
    const kind = kindBelow(parent?.kind ?? null);
    if (!kind) throw new Refusal("invalid", "Nothing lies below an action. Create it in the project.");
    const id = uuidv7();
    const above = parent ?? root;
    const path = [...above.path, id];
    await tx.insert(resources).values({
      workspaceId: workspace.id,
      id,
      kind,
      name,
      parentId: above.id,
      path,
      createdAt: present,
    });
    const event = await context.audit(
      objectEvents.created({
        ...about({ id, kind, name }),
        after: { name, in: above.name },
      }),
    );
    return { event, id, name };
  },
});

/** Gives an object another name. */
export const renameObject = command({
  name: "objects.rename",
  permission: "marketing-object:edit",
  input: RenameObject,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  run: async (context, { resourceId, name }) => {
    const object = await objectInScope(context, resourceId);
    refuseArchived(object);
    if (object.name === name)
      throw new Refusal("conflict", "It is called that already. Type another name.", {
        name: "Type another name.",
      });
    await context.tx.update(resources).set({ name }).where(isResource(context, resourceId));
    const event = await context.audit(
      objectEvents.renamed({
        ...about({ ...object, name }),
        before: { name: object.name },
        after: { name },
      }),
    );
    return { event, id: object.id, name };
  },
});

/** Puts an object with all that lies below it in another place, and with it what people inherit from above. */
export const moveObject = change({
  name: "objects.move",
  permission: "marketing-object:manage",
  input: MoveObject,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  plan: planMove,
});

/** Takes an object and what lies below it out of use: hidden from the tree and read-only, with its teams kept. */
export const archiveObject = command({
  name: "objects.archive",
  permission: "marketing-object:manage",
  input: ChangeObject,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  run: async (context, { resourceId, reason }) => {
    const object = await objectInScope(context, resourceId);
    refuseArchived(object);
    // One instant for all: it tells later what was archived together.
    const archivedAt = await clock(context.tx);
    const archived = await context.tx
      .update(resources)
      .set({ archivedAt })
      .where(and(isWithin(context, object), isNull(resources.archivedAt)))
      .returning({ id: resources.id });
    return tell(
      context,
      objectEvents.archived({ ...about(object), after: { below: archived.length - 1 }, reason }),
    );
  },
});

/** Brings an archived object back, with what was archived together with it. */
export const restoreObject = command({
  name: "objects.restore",
  permission: "marketing-object:manage",
  input: ChangeObject,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  run: async (context, { resourceId, reason }) => {
    const object = await objectInScope(context, resourceId);
    if (!object.archivedAt) throw new Refusal("conflict", `${object.name} is not archived.`);
    const [above] = await context.tx
      .select({ name: resources.name })
      .from(resources)
      .where(
        and(
          eq(resources.workspaceId, context.workspace.id),
          inArray(resources.id, [...object.path]),
          ne(resources.id, object.id),
          isNotNull(resources.archivedAt),
        ),
      )
      .orderBy(sql`cardinality(${resources.path})`)
      .limit(1);
    if (above)
      throw new Refusal("conflict", `${object.name} lies in ${above.name}, which is archived. Restore that.`);
    const restored = await context.tx
      .update(resources)
      .set({ archivedAt: null })
      .where(and(isWithin(context, object), eq(resources.archivedAt, object.archivedAt)))
      .returning({ id: resources.id });
    return tell(
      context,
      objectEvents.restored({ ...about(object), after: { below: restored.length - 1 }, reason }),
    );
  },
});

/** Completes a project: what was given until then ends. */
export const completeObject = change({
  name: "objects.complete",
  permission: "marketing-object:edit",
  input: ChangeObject,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  plan: (scope, { resourceId }) => planCompletion(scope, resourceId),
});

/** Takes a project up again. Grants that ended with it stay ended. */
export const reopenObject = command({
  name: "objects.reopen",
  permission: "marketing-object:edit",
  input: ChangeObject,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  run: async (context, { resourceId, reason }) => {
    const project = await projectAsked(context, resourceId, true);
    await context.tx.update(resources).set({ completedAt: null }).where(isResource(context, project.id));
    const before = { completedAt: project.completedAt };
    return tell(context, objectEvents.reopened({ ...about(project), before, reason }));
  },
});

function about({ id, kind, name }: Pick<StoredObject, "id" | "kind" | "name">) {
  return { target: { kind, id, label: name }, resource: { id, name } };
}

async function tell(context: CommandContext, event: AuditEvent) {
  const { id, label } = event.target;
  return { event: await context.audit(event), id: id ?? "", name: label };
}

function isResource({ workspace }: CommandContext, id: string) {
  return and(eq(resources.workspaceId, workspace.id), eq(resources.id, id));
}

/** Whether a resource is the object or lies below it. */
function isWithin({ workspace }: CommandContext, { id }: StoredObject) {
  return and(eq(resources.workspaceId, workspace.id), arrayContains(resources.path, [id]));
}
