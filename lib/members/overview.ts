import { type Access, accessAt } from "@/lib/access/access";
import {
  type FeatureId,
  features,
  type Level,
  type PermissionId,
  permissions,
  rungs,
} from "@/lib/access/catalogue";
import { decideWith, type NearPath } from "@/lib/access/decide";
import type { Facts } from "@/lib/access/facts";
import type { Instant } from "@/lib/access/instant";
import type { Path } from "@/lib/access/path";
import { has, idsOf } from "@/lib/access/permission-set";

/** One feature on the workspace: the level, what it falls to next and when, and the paths that lead to it. */
export type FeatureOverview = {
  feature: FeatureId;
  level: Level;
  falls: { to: Level; at: Instant } | null;
  proof: Path[];
  /** Paths without effect, when there is no access. */
  near: NearPath[];
};

/** The ten features of the profile, each with its reasons. */
export function featureOverviews(facts: Facts, at: Instant): FeatureOverview[] {
  const access = accessAt(facts, at);
  const later = fallsOf(facts, access);
  return features.map(({ id }) => {
    const level = access.levelOf(id, facts.workspace);
    const permission: PermissionId = `${id}:${rungs[Math.max(level - 1, 0) as 0 | 1 | 2 | 3]}`;
    const decision = decideWith(access, facts, { permission, resource: facts.workspace, at });
    return {
      feature: id,
      level,
      falls: later.get(id) ?? null,
      proof: decision.allow ? decision.proof : [],
      near: decision.allow ? [] : decision.near,
    };
  });
}

/** The fine permissions held on the workspace, each with its paths, in the order of the catalogue. */
export function finePermissions(facts: Facts, at: Instant): { id: PermissionId; proof: Path[] }[] {
  const access = accessAt(facts, at);
  const held = access.permissionsOn(facts.workspace);
  return permissions
    .filter(({ id, feature }) => !feature && has(held, id))
    .map(({ id }) => {
      const decision = decideWith(access, facts, { permission: id, resource: facts.workspace, at });
      return { id, proof: decision.allow ? decision.proof : [] };
    });
}

/** How many permissions are held on the workspace, of the ladders and fine ones together. */
export function permissionCount(facts: Facts, at: Instant): number {
  return idsOf(accessAt(facts, at).permissionsOn(facts.workspace)).length;
}

/** The next known fall of each feature: facts of today, looked at from every later instant at which one ends. */
function fallsOf(facts: Facts, now: Access): Map<FeatureId, { to: Level; at: Instant }> {
  const falls = new Map<FeatureId, { to: Level; at: Instant }>();
  for (let at = now.validUntil; at !== null; ) {
    const then = accessAt(facts, at);
    for (const { id } of features) {
      const to = then.levelOf(id, facts.workspace);
      if (!falls.has(id) && to < now.levelOf(id, facts.workspace)) falls.set(id, { to, at });
    }
    at = then.validUntil;
  }
  return falls;
}
