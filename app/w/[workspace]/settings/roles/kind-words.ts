import type { RolesFilter } from "@/lib/roles/input";

type Kind = NonNullable<RolesFilter["kind"]>;

/** What a type of role is called. */
export const kindWords: Record<Kind, string> = {
  system: "System",
  custom: "User defined",
  governance: "Governance",
};
