import type { Access } from "@/lib/access/access";
import { labelOf, type PermissionId } from "@/lib/access/catalogue";
import type { ResourceRef } from "@/lib/access/facts";

/** What a key may be used for, and what its owner must hold on the workspace for it to be made and to work. */
export const keyScopes = {
  "decision:read": ["general:manage-api-key", "general:manage-user"],
} as const satisfies Record<string, readonly PermissionId[]>;
export type KeyScope = keyof typeof keyScopes;

/**
 * What the owner of a key with these scopes lacks for it to work, in words that follow their name; null: nothing.
 * @param owner null: nobody who is known here
 */
export function lostByOwner(
  owner: Access | null,
  scopes: readonly KeyScope[],
  workspace: ResourceRef,
): string | null {
  const needed = scopes.flatMap((scope) => keyScopes[scope]);
  const lacking = needed.filter((permission) => !owner?.can(permission, workspace));
  if (lacking.length === 0) return null;
  return owner?.active ? `no longer holds ${lacking.map(labelOf).join(" and ")}` : "is no longer active here";
}
