import { sql } from "drizzle-orm";
import { anObject, type Build, inWorkspace, type Room } from "../room.ts";
import type { Stage } from "../stage.ts";

const sees = "marketing-object:view";
const optional = ["reason"];
const file = "app/w/[workspace]/objects/actions.ts";

/** Input about a project that was not there before, written into the database in the given state. */
const aProject =
  (more: Record<string, unknown> = {}, state: "as it is" | "archived" | "completed" = "as it is"): Build =>
  async (stage) => {
    const resourceId = (await anObject(stage, "project")).id;
    const column = sql.raw(`${state === "archived" ? "archived" : "completed"}_at`);
    if (state !== "as it is")
      await stage.write((tx) =>
        tx.execute(sql`
          update resources set ${column} = now() where workspace_id = ${stage.home.workspaceId} and id = ${resourceId}`),
      );
    return inWorkspace({ resourceId, ...more }, stage);
  };

async function aMove(stage: Stage) {
  const parentId = (await anObject(stage, "project")).id;
  const action = await anObject(stage, "action", await anObject(stage, "project"));
  return inWorkspace({ resourceId: action.id, parentId }, stage);
}

export const objects: Room = {
  pages: {
    "/w/[workspace]/objects/page": { needs: "self", query: ["archived"] },
    "/w/[workspace]/objects/[resourceId]/page": { needs: sees, sees, query: ["archived"] },
  },
  questions: {
    "objects.children": {
      needs: "self",
      input: ({ home }) => ({ parentId: home.campaign, archived: false }),
    },
    "objects.path": {
      needs: sees,
      sees,
      input: ({ home }) => ({ resourceId: home.campaign }),
    },
    "objects.search": { needs: "self", input: () => ({ q: "campaign" }) },
    "objects.move.preview": {
      needs: "marketing-object:manage",
      sees,
      input: ({ home }) => ({ resourceId: home.action, parentId: home.otherProject }),
    },
    "objects.complete.preview": {
      needs: "marketing-object:edit",
      sees,
      input: ({ home }) => ({ resourceId: home.project }),
    },
  },
  actions: {
    [`${file}#createObjectAction`]: {
      needs: "marketing-object:edit",
      sees,
      input: async (stage) => inWorkspace({ parentId: stage.home.campaign, name: "Zz new" }, stage),
    },
    [`${file}#renameObjectAction`]: {
      needs: "marketing-object:edit",
      sees,
      input: aProject({ name: "Zz renamed" }),
    },
    [`${file}#moveObjectAction`]: { needs: "marketing-object:manage", sees, input: aMove, optional },
    [`${file}#archiveObjectAction`]: { needs: "marketing-object:manage", sees, input: aProject(), optional },
    [`${file}#restoreObjectAction`]: {
      needs: "marketing-object:manage",
      sees,
      input: aProject({}, "archived"),
      optional,
    },
    [`${file}#completeObjectAction`]: { needs: "marketing-object:edit", sees, input: aProject(), optional },
    [`${file}#reopenObjectAction`]: {
      needs: "marketing-object:edit",
      sees,
      input: aProject({}, "completed"),
      optional,
    },
  },
};
