import type { IconName } from "@/components/ui/icon";
import type { Kind } from "./bulk-rows";

export const kindWords: Record<Kind, { label: string; icon: IconName }> = {
  valid: { label: "Valid", icon: "check" },
  duplicate: { label: "Duplicate", icon: "copy" },
  member: { label: "Already a member", icon: "person" },
  invited: { label: "Already invited", icon: "clock" },
  deactivated: { label: "Deactivated", icon: "pause" },
  bad: { label: "Bad", icon: "warning" },
};
