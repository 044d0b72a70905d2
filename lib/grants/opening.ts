import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { r } from "@/db/aliases";
import type { Access } from "@/lib/access/access";
import type { PermissionId } from "@/lib/access/catalogue";
import type { ResourceKind, ResourceRef } from "@/lib/access/facts";
import { visibleTo } from "./lists";

/** What opens a resource of each kind, so that its name may be told. */
const opening: Record<Exclude<ResourceKind, "workspace">, readonly PermissionId[]> = {
  campaign: ["marketing-object:view"],
  project: ["marketing-object:view"],
  action: ["marketing-object:view"],
  "data-product": ["governance:view-catalog", "data-space:view-data"],
  "data-table": ["governance:view-catalog", "data-space:view-segment-table"],
};

/** Whether somebody with this access may open the resource; the workspace is open to everybody in it. */
export function opens(access: Access, resource: ResourceRef): boolean {
  const { kind } = resource;
  return kind === "workspace" || opening[kind].some((permission) => access.can(permission, resource));
}

/** Condition on a resource `r` below the workspace: {@link opens}. */
export function openTo(access: Access): SQL {
  const ways = Object.entries(opening).flatMap(([kind, permissions]) =>
    permissions.map((permission) => sql`(${r.kind} = ${kind} and ${visibleTo(access, permission)})`),
  );
  return sql`(${sql.join(ways, sql` or `)})`;
}
