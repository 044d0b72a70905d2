import type { PermissionId } from "@/lib/access/catalogue";
import { hrefOf } from "@/lib/fields/address";

/** The question as it stands in the address: `person` and `on` are ids, `at` is a minute in the workspace's zone. */
export type QuestionInAddress = { person?: string; permission: PermissionId; on?: string; at?: string };

/** The address of the page with a question; nothing given means oneself, the workspace, now. */
export function explainAddress(workspace: string, asked: Partial<QuestionInAddress>): string {
  return hrefOf(`/w/${workspace}/explain`, asked);
}
