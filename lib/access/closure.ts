import { dependencies, type PermissionId, permissions } from "./catalogue";

function reached(
  from: PermissionId,
  next: (id: PermissionId) => readonly PermissionId[],
): ReadonlySet<PermissionId> {
  const found = new Set<PermissionId>([from]);
  for (const id of found) for (const further of next(id)) found.add(further);
  return found;
}

const dependants = new Map(
  permissions.map(({ id }) => [
    id,
    permissions.filter((other) => dependencies.get(other.id)?.includes(id)).map((other) => other.id),
  ]),
);

const required = new Map(
  permissions.map(({ id }) => [id, reached(id, (one) => dependencies.get(one) ?? [])]),
);
const dependent = new Map(permissions.map(({ id }) => [id, reached(id, (one) => dependants.get(one) ?? [])]));

const nothing: ReadonlySet<PermissionId> = new Set();

/** A permission with everything it requires, directly or through others. */
export function requiredWith(id: PermissionId): ReadonlySet<PermissionId> {
  return required.get(id) ?? nothing;
}

/** A permission with everything that requires it, directly or through others. */
export function dependentOn(id: PermissionId): ReadonlySet<PermissionId> {
  return dependent.get(id) ?? nothing;
}

/** What requires a permission directly, in the order of the catalogue. */
export function requiring(id: PermissionId): readonly PermissionId[] {
  return dependants.get(id) ?? [];
}
