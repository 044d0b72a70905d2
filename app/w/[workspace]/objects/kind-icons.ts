import type { IconName } from "@/components/ui/icon";
import type { ObjectKind } from "@/lib/access/facts";

/** The sign of each kind of object. */
export const kindIcons: Record<ObjectKind, IconName> = {
  campaign: "flag",
  project: "folder",
  action: "square",
};
