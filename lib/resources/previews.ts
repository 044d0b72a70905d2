import "server-only";
import { query } from "@/lib/doorway/query";
import { impactOfWriting } from "@/lib/grants/impact";
import { type ImpactSummary, summaryOf } from "@/lib/grants/impact-summary";
import { boundTo, complete, projectAsked } from "./completion";
import { ObjectId, PreviewMove } from "./input";
import { impactsOf, moveAsked, obstacleToMove } from "./move";
import { resourceInScope } from "./queries";

export type MovePreview = {
  impact: ImpactSummary;
  /** Why the person may not carry it out, in words; null when they may. */
  refusal: string | null;
};

/** Who would gain and lose what if an object lay elsewhere. */
export const previewMove = query({
  name: "objects.preview-move",
  permission: "marketing-object:manage",
  input: PreviewMove,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  run: async (scope, asked): Promise<MovePreview> => {
    const move = await moveAsked(scope, asked);
    const impacts = await impactsOf(scope, move);
    return {
      impact: await summaryOf(scope.tx, scope.workspace.id, impacts),
      refusal: await obstacleToMove(scope, move, impacts),
    };
  },
});

/** Who would lose what when a project is completed. */
export const previewCompletion = query({
  name: "objects.preview-completion",
  permission: "marketing-object:edit",
  input: ObjectId,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  run: async (scope, { resourceId }): Promise<ImpactSummary> => {
    const { tx, workspace, actor } = scope;
    const { id } = await projectAsked(scope, resourceId, false);
    const impacts = await impactOfWriting(tx, workspace, boundTo(workspace.id, id), (inner) =>
      complete(inner, workspace.id, id, actor.userId),
    );
    return summaryOf(tx, workspace.id, impacts);
  },
});
