import type { ResourceKind } from "@/lib/access/facts";
import type { IconName } from "./ui/icon";

/** The sign of each kind of resource. */
export const placeIcons: Record<ResourceKind, IconName> = {
  workspace: "account",
  campaign: "flag",
  project: "folder",
  action: "square",
  "data-product": "catalog",
  "data-table": "grid",
};
