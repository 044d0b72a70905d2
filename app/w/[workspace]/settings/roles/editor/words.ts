import { labelOf, type PermissionId } from "@/lib/access/catalogue";
import { agreeing } from "@/lib/words/counts";

/** What a step in the form switched on beside what was asked for. */
export type Brought = { cause: PermissionId; ids: readonly PermissionId[] };

/** "3 more permissions enabled: View Campaign, Edit Campaign, Marketing Email: View" */
export function broughtWords({ ids }: Brought): string {
  const noun = agreeing(ids.length, "permission", "permissions");
  return `${ids.length} more ${noun} enabled: ${ids.map(labelOf).join(", ")}`;
}
