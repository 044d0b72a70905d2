import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { giveGrant } from "@/lib/grants/commands";
import type { Company } from "./company.ts";
import { asOwner } from "./database.ts";

/** Ids of objects, by name. */
export type Plantation = Record<string, string>;

/** Writes objects into a company: `[name, what it lies below]`, parents before their children. */
export async function plant(
  { slug }: Company,
  objects: readonly (readonly [name: string, under?: string])[],
): Promise<Plantation> {
  return asOwner(async (tx) => {
    const [workspace] = await tx.execute<{ id: string }>(sql`select id from workspaces where slug = ${slug}`);
    const root = workspace?.id ?? "";
    const paths: Record<string, string[]> = {};
    for (const [name, under] of objects) {
      const path = [...(under ? (paths[under] ?? []) : [root]), randomUUID()];
      paths[name] = path;
      const kind = ["campaign", "project", "action"][path.length - 2];
      await tx.execute(sql`
        insert into resources (workspace_id, id, kind, name, parent_id, path)
        values (${root}, ${path.at(-1)}, ${kind}, ${name}, ${path.at(-2)}, ${`{${path.join(",")}}`}::uuid[])`);
    }
    return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, path.at(-1) ?? ""]));
  }, slug);
}

/** Gives somebody of the company a system role (by its key) on an object. */
export async function giveOn(
  company: Company,
  first: string,
  key: string,
  objectId: string,
  endsWithId?: string,
): Promise<void> {
  await asOwner(async (tx) => {
    const [role] = await tx.execute<{ id: string; workspaceId: string }>(sql`
      select r.id, r.workspace_id as "workspaceId" from roles r
      join workspaces w on w.id = r.workspace_id where w.slug = ${company.slug} and r.key = ${key}`);
    const grantId = await giveGrant(tx, role?.workspaceId ?? "", {
      principal: { membershipId: company.people[first]?.membershipId ?? "" },
      roleId: role?.id ?? "",
      resourceId: objectId,
      source: "direct",
      grantedBy: null,
    });
    if (endsWithId)
      await tx.execute(sql`
        update grants set ends_with_id = ${endsWithId} where workspace_id = ${role?.workspaceId} and id = ${grantId}`);
  }, company.slug);
}
