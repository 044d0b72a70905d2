import { labelOf, type PermissionId } from "./catalogue";

/** The first six by name, and how many more there are. */
export function permissionsInWords(ids: readonly PermissionId[]): string {
  return firstNamed(ids, 6);
}

/** For a sentence with little room: "Export Data and 3 more permissions". */
export function permissionsInShort(ids: readonly PermissionId[]): string {
  return firstNamed(ids, 1);
}

function firstNamed(ids: readonly PermissionId[], most: number): string {
  const named = ids.slice(0, most).map(labelOf).join(", ");
  const others = ids.length - most;
  return others > 0 ? `${named} and ${others} more ${others === 1 ? "permission" : "permissions"}` : named;
}
