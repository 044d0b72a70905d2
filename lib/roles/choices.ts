import "server-only";
import { sql } from "drizzle-orm";
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
    const rows = await scope.tx.execute<{ id: string; description: string; key: string | null }>(sql`
      select id, description, key from roles where workspace_id = ${scope.workspace.id} and ended_at is null`);
    const extra = new Map(rows.map((row) => [row.id, row]));
    const roles = (await rolesOf(scope.tx, scope.workspace.id))
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
    const groups = await scope.tx.execute<{ id: string; name: string }>(sql`
      select id, name from groups where workspace_id = ${scope.workspace.id} and ended_at is null order by lower(name) limit 200`);
    return { roles, groups };
  },
});
