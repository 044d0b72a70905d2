import { labelOf, type PermissionId } from "@/lib/access/catalogue";

/** What a step in the form switched on beside what was asked for. */
export type Brought = { cause: PermissionId; ids: readonly PermissionId[] };

/** "3 more permissions enabled: View Campaign, Edit Campaign, Marketing Email: View" */
export function broughtWords({ ids }: Brought): string {
  const noun = ids.length === 1 ? "permission" : "permissions";
  return `${ids.length} more ${noun} enabled: ${ids.map(labelOf).join(", ")}`;
}
