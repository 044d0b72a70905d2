import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { groups } from "@/db/schema/members";
import { roles } from "@/db/schema/roles";
import type { Level } from "@/lib/access/catalogue";
import { contentsAt } from "@/lib/access/facts";
import { compareStrength, effectiveOf, profileOf } from "@/lib/access/role";
import { query } from "@/lib/doorway/query";
import { rolesOf } from "@/lib/facts/facts";
import { Nothing } from "@/lib/fields/input";

export type RoleChoice = {
  id: string;
  name: string;
  description: string;
  profile: Level[];
  isFullAdmin: boolean;
};

/** The roles that can be given on the workspace, the strongest first: for role menus, filters and dialogs. */
export const roleChoices = query({
  name: "members.role-choices",
  permission: "general:view-members",
  input: Nothing,
  run: async (scope): Promise<{ roles: RoleChoice[]; groups: { id: string; name: string }[] }> => {
    const rows = await scope.tx
      .select({ id: roles.id, description: roles.description, key: roles.key })
      .from(roles)
      .where(and(eq(roles.workspaceId, scope.workspace.id), isNull(roles.endedAt)));
    const extra = new Map(rows.map((row) => [row.id, row]));
    const choices = (await rolesOf(scope.tx, scope.workspace.id))
      .filter(({ kind }) => kind !== "governance")
      .flatMap((role) => {
        const contents = contentsAt(role, scope.now);
        return contents ? [{ ...role, contents }] : [];
      })
      .toSorted(compareStrength)
      .map(({ id, name, contents }) => ({
        id,
        name,
        description: extra.get(id)?.description ?? "",
        profile: profileOf(effectiveOf(contents, { plus: [], minus: [] }, true)),
        isFullAdmin: extra.get(id)?.key === "admin",
      }));
    const named = await scope.tx
      .select({ id: groups.id, name: groups.name })
      .from(groups)
      .where(and(eq(groups.workspaceId, scope.workspace.id), isNull(groups.endedAt)))
      .orderBy(sql`lower(${groups.name})`)
      .limit(200);
    return { roles: choices, groups: named };
  },
});
