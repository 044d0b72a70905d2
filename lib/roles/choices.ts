import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { groups } from "@/db/schema/members";
import { batched } from "@/db/together";
import type { Level } from "@/lib/access/catalogue";
import { compareStrength, effectiveOf, profileOf } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import { Nothing } from "@/lib/fields/input";
import { presentRoles } from "@/lib/grants/present-roles";

export type RoleChoice = {
  id: string;
  name: string;
  description: string;
  profile: Level[];
  isFullAdmin: boolean;
};

/** The roles that can be given on the workspace, the strongest first: for role menus, filters and dialogs. */
export const roleChoices = query({
  name: "roles.choices",
  permission: "general:view-members",
  input: Nothing,
  run: async (scope): Promise<RoleChoice[]> => {
    return (await presentRoles(scope))
      .filter(({ kind }) => kind !== "governance")
      .toSorted(compareStrength)
      .map(({ id, key, name, description, contents }) => ({
        id,
        name,
        description,
        profile: profileOf(effectiveOf(contents, undefined, true)),
        isFullAdmin: key === "admin",
      }));
  },
});

/** The groups by name: for the filter of a list. */
export const groupChoices = query({
  name: "roles.group-choices",
  permission: "general:view-members",
  input: Nothing,
  run: async ({ tx, workspace }): Promise<{ id: string; name: string }[]> =>
    batched(
      tx,
      tx
        .select({ id: groups.id, name: groups.name })
        .from(groups)
        .where(and(eq(groups.workspaceId, workspace.id), isNull(groups.endedAt)))
        .orderBy(sql`lower(${groups.name})`)
        .limit(200),
    ),
});
