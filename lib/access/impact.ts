import type { Access } from "./access";
import { type FeatureId, features, type Level, type PermissionId } from "./catalogue";
import type { ResourceRef } from "./facts";
import { difference, idsOf } from "./permission-set";

type Held = { permission: PermissionId; resource: ResourceRef };

/** What a change does to one person. Profiles and `features` (changed ones only) are those on the workspace. */
export type Impact = {
  before: Level[];
  after: Level[];
  gains: Held[];
  losses: Held[];
  features: { feature: FeatureId; was: Level; now: Level }[];
  /** Whether Personal Info is among the gains: restricted columns become clear somewhere they were not. */
  newlySeesPersonalData: boolean;
};

/**
 * Compares one person's access before and after a change. `resources[0]` is the workspace; gains and losses are listed
 * for every resource given, so one that is inherited appears on each resource below it as well.
 * @throws RangeError when no resource is given.
 */
export function impactOf(before: Access, after: Access, resources: readonly ResourceRef[]): Impact {
  const workspace = resources[0];
  if (!workspace) throw new RangeError("An impact needs the workspace to look at");
  const gained = (was: Access, now: Access): Held[] =>
    resources.flatMap((resource) =>
      idsOf(difference(now.permissionsOn(resource), was.permissionsOn(resource))).map((permission) => ({
        permission,
        resource,
      })),
    );
  const gains = gained(before, after);
  const [was, now] = [before.profile(workspace), after.profile(workspace)];
  return {
    before: was,
    after: now,
    gains,
    losses: gained(after, before),
    features: features
      .map(({ id }, i) => ({ feature: id, was: was[i]!, now: now[i]! }))
      .filter((change) => change.was !== change.now),
    newlySeesPersonalData: gains.some(({ permission }) => permission === "data-space:personal-info"),
  };
}
