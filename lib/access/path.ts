import { administration } from "./access";
import { bridges, type PermissionId } from "./catalogue";
import { requiring } from "./closure";
import type { Facts, GrantFact, GroupFact, ResourceRef } from "./facts";
import { overlapOf, type Validity } from "./instant";
import { has, type PermissionSet } from "./permission-set";
import { effectiveOf, type RoleContents } from "./role";

/** One way a permission reaches a person: principal → group → role → resource. */
export type Path = {
  /** Null: the virtual Admin grant of an account administrator. */
  grantId: string | null;
  roleName: string;
  roleId: string | null;
  /** The group through which the grant reaches the person; null: it is their own. */
  group: GroupFact | null;
  /** Where the grant was given: the resource asked about, or one above it. */
  resource: ResourceRef;
  /** How long the grant itself holds. */
  validity: Validity;
  /** How long the whole path holds: the grant, the stay in the group and the role's contents together. */
  holds: Validity;
  source: string;
  /** The strongest permission of the grant that brings the one asked about; null: it stands by itself. */
  via: PermissionId | null;
};

/** A stretch of time in which one grant reaches the person and its role's contents stay the same. */
export type GrantPeriod = {
  grant: GrantFact;
  group: GroupFact | null;
  holds: Validity;
  contents: RoleContents;
  worth: PermissionSet;
};

/** The periods of a grant, past, present and future: one per stay in its group and revision of its role. */
export function periodsOf(facts: Facts, grant: GrantFact): GrantPeriod[] {
  const stays = grant.groupId === null ? [null] : facts.groups.filter(({ id }) => id === grant.groupId);
  const onWorkspace = grant.resource.id === facts.workspace.id;
  return stays.flatMap((group) =>
    grant.role.revisions.flatMap((revision) => {
      const reach = group ? overlapOf(grant.validity, group.validity) : grant.validity;
      const holds = reach && overlapOf(reach, revision);
      const { contents } = revision;
      return holds
        ? [{ grant, group, holds, contents, worth: effectiveOf(contents, grant, onWorkspace) }]
        : [];
    }),
  );
}

/** The path of a permission along a period. */
export function pathAlong(
  { grant, group, holds, contents, worth }: GrantPeriod,
  permission: PermissionId,
): Path {
  const { id, role, resource, validity, source } = grant;
  const held = new Set([...contents.permissions, ...grant.plus]);
  const via = bringerOf(permission, worth, held);
  return { grantId: id, roleName: role.name, roleId: role.id, group, resource, validity, holds, source, via };
}

/** The paths of an account administrator's virtual Admin grant, one per time they administered the account. */
export function administratorPaths(facts: Facts, permission: PermissionId): Path[] {
  if (!has(administration, permission)) return [];
  return facts.administers.map((validity) => ({
    grantId: null,
    roleName: "Admin",
    roleId: null,
    group: null,
    resource: facts.workspace,
    validity,
    holds: validity,
    source: "account-administrator",
    via: null,
  }));
}

/**
 * Climbs from a permission to the strongest one in effect that brings it: by dependency, its own feature first, or,
 * where the grant does not hold the permission itself, by a bridge.
 */
function bringerOf(
  permission: PermissionId,
  worth: PermissionSet,
  held: ReadonlySet<PermissionId>,
): PermissionId | null {
  let top = permission;
  for (let next: PermissionId | undefined = top; next; next = strongerThan(top, worth, held)) top = next;
  return top === permission ? null : top;
}

function strongerThan(id: PermissionId, worth: PermissionSet, held: ReadonlySet<PermissionId>) {
  const feature = id.slice(0, id.indexOf(":") + 1);
  const requirers = requiring(id).filter((one) => has(worth, one));
  const bridge = () => [...bridges].find(([from, to]) => has(worth, from) && to.includes(id))?.[0];
  return (
    requirers.find((one) => one.startsWith(feature)) ?? requirers[0] ?? (held.has(id) ? undefined : bridge())
  );
}
