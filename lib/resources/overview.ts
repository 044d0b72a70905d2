import "server-only";
import { query } from "@/lib/doorway/query";
import { isoOf } from "@/lib/members/standing";
import { ObjectId } from "./input";
import { objectInScope, resourceInScope } from "./queries";

export type ObjectOverview = {
  /** ISO, UTC. */
  createdAt: string;
  completedAt: string | null;
  timeZone: string;
  now: string;
};

/** What an object is, and what the person who asks may do with it. */
export const objectOverview = query({
  name: "objects.overview",
  permission: "marketing-object:view",
  input: ObjectId,
  resource: (scope, { resourceId }) => resourceInScope(scope, resourceId),
  run: async (scope, { resourceId }): Promise<ObjectOverview> => {
    const { createdAt, completedAt } = await objectInScope(scope, resourceId);
    return { createdAt, completedAt, timeZone: scope.workspace.timeZone, now: isoOf(scope.now) };
  },
});
