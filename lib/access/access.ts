import { type FeatureId, type Level, type PermissionId, permissions } from "./catalogue";
import type { Facts, ResourceRef } from "./facts";
import { holdsAt, type Instant, type Validity } from "./instant";
import {
  emptySet,
  has,
  holds,
  levelIn,
  type PermissionSet,
  positionOf,
  setOf,
  union,
} from "./permission-set";
import { effectiveOf, profileOf } from "./role";

/** One person's access in one workspace at one instant. */
export interface Access {
  at: Instant;
  /** The next instant at which a fact begins or ends; null: none does. Until then this access stays true. */
  validUntil: Instant | null;
  /** Whether the membership is active and the user is not disabled. */
  active: boolean;
  /** Whether the person administers the account and is not disabled: they may act without a membership, too. */
  administrator: boolean;
  can(permission: PermissionId, resource: ResourceRef): boolean;
  /** Where grants give the permission: on the workspace and so everywhere, or on these resources and all below them. */
  whereCan(permission: PermissionId): "everywhere" | string[];
  /** Effective permissions on a resource, inherited ones included. The set is shared: never write to it. */
  permissionsOn(resource: ResourceRef): PermissionSet;
  levelOf(feature: FeatureId, resource: ResourceRef): Level;
  /** Ten levels in the order of `features`. */
  profile(resource: ResourceRef): Level[];
}

/** The virtual grant of an account administrator on each workspace: Admin, and the account itself. */
export const administration: PermissionSet = setOf(permissions.map(({ id }) => id));

const nothing: PermissionSet = emptySet();

/** Where a permission is held, by its position: nowhere, somewhere below the workspace only, or on the workspace. */
const nowhere = 0;
const below = 1;
const everywhere = 2;

class CompiledAccess implements Access {
  readonly #reach = new Uint8Array(permissions.length);

  /** `onWorkspace` holds for the whole tree; `added` is what grants on other resources add, by resource id. */
  constructor(
    readonly at: Instant,
    readonly validUntil: Instant | null,
    readonly active: boolean,
    readonly administrator: boolean,
    private readonly workspaceId: string,
    private readonly onWorkspace: PermissionSet,
    private readonly added: ReadonlyMap<string, PermissionSet>,
  ) {
    const somewhere = [...added.values()].reduce(union, nothing);
    for (let position = 0; position < permissions.length; position++) {
      const reach = holds(somewhere, position) ? below : nowhere;
      this.#reach[position] = holds(onWorkspace, position) ? everywhere : reach;
    }
  }

  can(permission: PermissionId, { path }: ResourceRef): boolean {
    const position = positionOf(permission);
    if (position === undefined) return false;
    const reach = this.#reach[position];
    if (reach === nowhere || path[0] !== this.workspaceId) return false;
    return reach === everywhere || this.#isAdded(position, path);
  }

  #isAdded(position: number, path: readonly string[]): boolean {
    for (let depth = 1; depth < path.length; depth++) {
      const set = this.added.get(path[depth]!);
      if (set !== undefined && holds(set, position)) return true;
    }
    return false;
  }

  whereCan(permission: PermissionId): "everywhere" | string[] {
    if (has(this.onWorkspace, permission)) return "everywhere";
    return [...this.added].filter(([, set]) => has(set, permission)).map(([id]) => id);
  }

  permissionsOn({ path }: ResourceRef): PermissionSet {
    if (path[0] !== this.workspaceId) return nothing;
    return path.reduce((set, id) => {
      const more = this.added.get(id);
      return more ? union(set, more) : set;
    }, this.onWorkspace);
  }

  levelOf(feature: FeatureId, resource: ResourceRef): Level {
    return levelIn(this.permissionsOn(resource), feature);
  }

  profile(resource: ResourceRef): Level[] {
    return profileOf(this.permissionsOn(resource));
  }
}

/** Every dated fact that bears on the person's access. */
function* datedFacts(facts: Facts): Iterable<Validity> {
  yield* facts.administers;
  yield* facts.active;
  for (const { validity } of facts.groups) yield validity;
  for (const { validity, role } of facts.grants) {
    yield validity;
    yield* role.revisions;
  }
}

function nextChange(facts: Facts, at: Instant): Instant | null {
  let next: Instant | null = null;
  for (const { from, to } of datedFacts(facts)) {
    if (from > at && (next === null || from < next)) next = from;
    if (to !== null && to > at && (next === null || to < next)) next = to;
  }
  return next;
}

/** What the grants in force are worth, by the id of the resource they were given on. */
function worthByResource(facts: Facts, at: Instant): Map<string, PermissionSet> {
  const inGroups = new Set(facts.groups.filter(({ validity }) => holdsAt(validity, at)).map(({ id }) => id));
  const worth = new Map<string, PermissionSet>();
  for (const { groupId, role, resource, validity, plus, minus } of facts.grants) {
    if (!holdsAt(validity, at) || (groupId !== null && !inGroups.has(groupId))) continue;
    const revision = role.revisions.find((one) => holdsAt(one, at));
    if (!revision) continue;
    const given = effectiveOf(revision.contents, { plus, minus }, resource.id === facts.workspace.id);
    const other = worth.get(resource.id);
    worth.set(resource.id, other ? union(other, given) : given);
  }
  return worth;
}

/**
 * Until when somebody who holds all of these on a resource goes on holding them, as far as facts are known; null: no
 * known fact ends it.
 */
export function heldUntil(
  facts: Facts,
  permissions: readonly PermissionId[],
  resource: ResourceRef,
  at: Instant,
): Instant | null {
  let access: Access = accessAt(facts, at);
  while (permissions.every((permission) => access.can(permission, resource))) {
    if (access.validUntil === null) return null;
    access = accessAt(facts, access.validUntil);
  }
  return access.at;
}

/**
 * Compiles the facts for one instant. `can` then answers most questions by one look-up, whatever the depth: it walks
 * a resource's ancestors only for a permission that is granted below the workspace and not on it.
 * Unknown, disabled or deactivated people hold nothing; an account administrator holds everything, by a virtual Admin
 * grant on the workspace. Resources of another workspace hold nothing for anybody.
 */
export function accessAt(facts: Facts, at: Instant): Access {
  const enabled = facts.subject !== null && !facts.subject.disabled;
  const active = enabled && facts.active.some((period) => holdsAt(period, at));
  const administrator = enabled && facts.administers.some((period) => holdsAt(period, at));
  const worth = active ? worthByResource(facts, at) : new Map<string, PermissionSet>();
  const granted = worth.get(facts.workspace.id) ?? nothing;
  worth.delete(facts.workspace.id);
  return new CompiledAccess(
    at,
    nextChange(facts, at),
    active,
    administrator,
    facts.workspace.id,
    administrator ? administration : granted,
    worth,
  );
}
