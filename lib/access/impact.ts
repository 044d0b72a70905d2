import type { Access } from "./access";
import { type FeatureId, features, type Level, type PermissionId } from "./catalogue";
import type { ResourceRef } from "./facts";
import { difference, idsOf } from "./permission-set";

export type Held = { permission: PermissionId; resource: ResourceRef };

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
 * for every resource given, so one that is inherited appears on each resource below it as well. On a resource that is
 * not given, the difference is that of its nearest ancestor that is, as long as every resource on which the person has
 * grants is given, and every one that moves.
 * @param moved where a resource lies after the change; where it lay, unless the change moves it
 * @throws RangeError when no resource is given.
 */
export function impactOf(
  before: Access,
  after: Access,
  resources: readonly ResourceRef[],
  moved: (resource: ResourceRef) => ResourceRef = (resource) => resource,
): Impact {
  const workspace = resources[0];
  if (!workspace) throw new RangeError("An impact needs the workspace to look at");
  const compared = resources.map((resource) => {
    const [was, now] = [before.permissionsOn(resource), after.permissionsOn(moved(resource))];
    return { resource, gained: idsOf(difference(now, was)), lost: idsOf(difference(was, now)) };
  });
  const listed = (which: "gained" | "lost"): Held[] =>
    compared.flatMap(({ resource, [which]: ids }) => ids.map((permission) => ({ permission, resource })));
  const gains = listed("gained");
  const [was, now] = [before.profile(workspace), after.profile(workspace)];
  return {
    before: was,
    after: now,
    gains,
    losses: listed("lost"),
    features: features
      .map(({ id }, i) => ({ feature: id, was: was[i]!, now: now[i]! }))
      .filter((change) => change.was !== change.now),
    newlySeesPersonalData: gains.some(({ permission }) => permission === "data-space:personal-info"),
  };
}
