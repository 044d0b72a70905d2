import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { iso } from "@/db/dated";
import { contentsOf, isPresentOf, roleRevisions, roles } from "@/db/schema/roles";
import { batched } from "@/db/together";
import type { RoleContents } from "@/lib/access/role";
import { once, type Scope } from "@/lib/doorway/scope";

/** A role of the workspace that was not deleted, as it is now. */
export type PresentRole = {
  id: string;
  /** Of a seeded role only. */
  key: string | null;
  kind: "system" | "custom" | "governance";
  name: string;
  description: string;
  /** ISO, UTC. */
  createdAt: string;
  contents: RoleContents;
};

/** What a select over roles and their present revisions reads of each. */
export const presentRoleColumns = {
  id: roles.id,
  key: roles.key,
  kind: roles.kind,
  name: roles.name,
  description: roles.description,
  contents: contentsOf<RoleContents>(roleRevisions),
};

/** Every role that there is to give. */
export function presentRoles(scope: Scope): Promise<readonly PresentRole[]> {
  const { tx, workspace } = scope;
  const all = tx
    .select({ ...presentRoleColumns, createdAt: iso(roles.createdAt) })
    .from(roles)
    .innerJoin(roleRevisions, isPresentOf(roleRevisions, roles))
    .where(and(eq(roles.workspaceId, workspace.id), isNull(roles.endedAt)));
  return once(scope, "roles", () => batched(tx, all));
}
