import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import { setContext } from "@/db/tenant";
import type { RoleDraft } from "@/lib/access/system-roles";
import type { WorkspaceRef } from "@/lib/facts/facts";
import { writeLargeWorkspace } from "@/lib/grants/testing/large-workspace";
import { WorkspaceBuilder } from "@/scripts/builders/workspace";

/** A workspace in which every member holds one role directly, and another through a group. */
export type HeldRoles = { workspace: WorkspaceRef; direct: string; grouped: string };

const draft: RoleDraft = {
  applications: ["data-activation"],
  levels: { segment: 2, destination: 1 },
  fine: ["campaign:view"],
};

/** Half of the members have a second role, a quarter are in other groups; `onObjects` grants lie on objects. */
export async function writeHeldRoles(
  owner: Sql,
  slug: string,
  { members, onObjects }: { members: number; onObjects: number },
): Promise<HeldRoles> {
  const { workspace, roles } = await writeLargeWorkspace(owner, slug, {
    members,
    groups: 50,
    resources: 2000,
    grants: onObjects,
  });
  return drizzle(owner).transaction(async (tx) => {
    await setContext(tx, { account: workspace.accountId, workspace: workspace.id });
    const builder = new WorkspaceBuilder(tx, { ...workspace, slug, roles });
    const direct = await builder.role("Direct", draft);
    const grouped = await builder.role("Grouped", draft);
    const group = await builder.group("All");
    await tx.execute(sql`
      insert into group_memberships (workspace_id, id, group_id, membership_id)
      select m.workspace_id, gen_random_uuid(), ${group}, m.id from memberships m where m.workspace_id = ${workspace.id}`);
    await tx.execute(sql`
      insert into grants (workspace_id, id, membership_id, role_id, resource_id, source)
      select m.workspace_id, gen_random_uuid(), m.id, ${direct}, m.workspace_id, 'direct'
      from memberships m where m.workspace_id = ${workspace.id}`);
    await builder.grant({ groupId: group }, grouped);
    return { workspace, direct, grouped };
  });
}
