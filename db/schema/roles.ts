import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { holdsNow } from "../dated.ts";
import { workspaces } from "./accounts.ts";
import { instant } from "./instant.ts";
import { users } from "./users.ts";

/** A named set of permissions plus application access. `key` names a seeded role; custom roles have none. */
export const roles = pgTable(
  "roles",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    id: uuid("id").notNull(),
    kind: text("kind").$type<"system" | "custom" | "governance">().notNull(),
    key: text("key"),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    createdAt: instant("created_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("roles_name").on(t.workspaceId, sql`lower(${t.name})`).where(sql`${t.endedAt} is null`),
    uniqueIndex("roles_key").on(t.workspaceId, t.key).where(sql`${t.key} is not null`),
    check("roles_kind", sql`${t.kind} in ('system', 'custom', 'governance')`),
  ],
);

/** What a role was called and contained, and when. Permissions are closed under dependencies when a revision is written. */
export const roleRevisions = pgTable(
  "role_revisions",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid("id").notNull(),
    roleId: uuid("role_id").notNull(),
    number: integer("number").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    applications: text("applications").array().$type<readonly string[]>().notNull(),
    permissions: text("permissions").array().$type<readonly string[]>().notNull(),
    authorId: uuid("author_id").references(() => users.id),
    validFrom: instant("valid_from").notNull().defaultNow(),
    validTo: instant("valid_to"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("role_revisions_number").on(t.workspaceId, t.roleId, t.number),
    uniqueIndex("role_revisions_one_open").on(t.workspaceId, t.roleId).where(sql`${t.validTo} is null`),
    index("role_revisions_by_role").on(t.workspaceId, t.roleId),
    foreignKey({ columns: [t.workspaceId, t.roleId], foreignColumns: [roles.workspaceId, roles.id] }),
    check("role_revisions_permissions", sql`cardinality(${t.permissions}) > 0`),
  ],
);

/** Whether a revision is what a role contains now. */
export function isPresentOf(
  revision: Record<"workspaceId" | "roleId" | "validFrom" | "validTo", AnyPgColumn>,
  role: Record<"workspaceId" | "id", AnyPgColumn>,
): SQL<boolean> {
  return sql`${revision.workspaceId} = ${role.workspaceId} and ${revision.roleId} = ${role.id} and ${holdsNow(revision)}`;
}

/** Whether a role is the seeded Admin, which holds everything. */
export function isAdmin(role: Record<"key", AnyPgColumn>): SQL<boolean> {
  return sql`coalesce(${role.key} = 'admin', false)`;
}

/** What a revision contains, in the caller's words for permissions and applications. */
export function contentsOf<Contents>(
  revision: Record<"applications" | "permissions", AnyPgColumn>,
): SQL<Contents> {
  return sql`json_build_object('applications', ${revision.applications}, 'permissions', ${revision.permissions})`;
}
