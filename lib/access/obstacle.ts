import { applications, type PermissionId } from "./catalogue";
import type { Facts } from "./facts";
import type { Instant, Validity } from "./instant";
import { administratorPaths, type GrantPeriod, type Path, pathAlong, periodsOf } from "./path";
import { has, type PermissionSet } from "./permission-set";
import { effectiveOf } from "./role";

/** The one thing that keeps a path from having effect; `taken_away`: by the grant's own adjustment. */
export type Obstacle =
  | "inactive"
  | "application_closed"
  | "workspace_only"
  | "taken_away"
  | "not_yet"
  | "ended";

/** A path of the permission, and what stands in its way; null: nothing does. */
export type Candidate = { path: Path; obstacle: Obstacle | null };

/** When one grant could be named for several obstacles, and when a decision has several near paths: first of these. */
export const obstaclesByRank: readonly (Obstacle | null)[] = [
  null,
  "inactive",
  "application_closed",
  "workspace_only",
  "taken_away",
  "not_yet",
  "ended",
];

const everyApplication = applications.map(({ id }) => id);

function timeObstacle({ from, to }: Validity, at: Instant): "not_yet" | "ended" | null {
  if (at < from) return "not_yet";
  return to !== null && to <= at ? "ended" : null;
}

/**
 * What keeps a period from giving the permission, with what the period would be worth without that; undefined when more
 * than one thing does.
 */
function obstacleOf(
  { grant, contents, holds, worth }: GrantPeriod,
  permission: PermissionId,
  at: Instant,
  onWorkspace: boolean,
): { obstacle: Obstacle | null; worth: PermissionSet } | undefined {
  const obstacle = timeObstacle(holds, at);
  if (has(worth, permission)) return { obstacle, worth };
  if (obstacle) return undefined;
  const lifted: [Obstacle, PermissionSet][] = [
    ["application_closed", effectiveOf({ ...contents, applications: everyApplication }, grant, onWorkspace)],
    ["workspace_only", effectiveOf(contents, grant, true)],
    ["taken_away", effectiveOf(contents, { plus: grant.plus, minus: [] }, onWorkspace)],
  ];
  const found = lifted.find(([, set]) => has(set, permission));
  return found && { obstacle: found[0], worth: found[1] };
}

/** Of several periods of one grant the least hindered; among equals the one whose time is nearest. */
function nearest(candidates: Candidate[], at: Instant): Candidate[] {
  const distance = ({ path: { holds } }: Candidate) =>
    at < holds.from ? holds.from - at : at - (holds.to ?? at);
  return candidates
    .sort(
      (a, b) =>
        obstaclesByRank.indexOf(a.obstacle) - obstaclesByRank.indexOf(b.obstacle) ||
        distance(a) - distance(b),
    )
    .slice(0, 1);
}

/**
 * All ways in which the permission reaches or nearly reaches the person on a resource (`path`: its ids from the
 * workspace down), at most one per grant, plus the virtual grants of an account administrator. Whether the person is
 * active is not asked here.
 */
export function candidatesOf(
  facts: Facts,
  permission: PermissionId,
  path: readonly string[],
  at: Instant,
): Candidate[] {
  const administered = administratorPaths(facts, permission).map((one) => ({
    path: one,
    obstacle: timeObstacle(one.validity, at),
  }));
  const granted = facts.grants
    .filter(({ resource }) => path.includes(resource.id))
    .flatMap((grant) => {
      const onWorkspace = grant.resource.id === facts.workspace.id;
      const possible = periodsOf(facts, grant).flatMap((period) => {
        const found = obstacleOf(period, permission, at, onWorkspace);
        if (!found) return [];
        const { obstacle, worth } = found;
        return [{ path: pathAlong({ ...period, worth }, permission), obstacle }];
      });
      return nearest(possible, at);
    });
  return [...administered, ...granted];
}
