import type { PermissionId } from "@/lib/access/catalogue";

/** Something that is closed to the person: what it needs, and where; left out: on the workspace. */
export type Locked = {
  permission: PermissionId;
  /** What it needs besides. */
  also?: readonly PermissionId[];
  resourceId?: string;
  label?: string;
  /** The rule that closes it, where the permission itself is not what the person wants to use. */
  rule?: keyof typeof rules;
};

/** In words, at a place. */
export const rules = {
  give: (place: string) => `On ${place} nobody gives more than they hold.`,
  change: (place: string) => `On ${place} nobody changes who holds more than they do.`,
};

/** What the person may not give, or whom they may not change, because they do not hold all of it; empty for nothing. */
export function beyondThem(
  rule: keyof typeof rules,
  missing: readonly PermissionId[],
  about: Pick<Locked, "resourceId" | "label"> = {},
): Locked[] {
  const [permission, ...also] = missing;
  return permission ? [{ permission, also, rule, ...about }] : [];
}
