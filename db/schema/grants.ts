import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { instant } from "./instant.ts";
import { groups, memberships } from "./members.ts";
import { roles } from "./roles.ts";
import { users } from "./users.ts";

/** A node of the workspace's tree. `path` holds the ids from the root to the node itself. */
export const resources = pgTable(
  "resources",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    id: uuid("id").notNull(),
    kind: text("kind")
      .$type<"workspace" | "campaign" | "project" | "action" | "data-product" | "data-table">()
      .notNull(),
    name: text("name").notNull(),
    parentId: uuid("parent_id"),
    path: uuid("path").array().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    completedAt: instant("completed_at"),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("resources_by_parent").on(t.workspaceId, t.parentId, sql`lower(${t.name}) collate "C"`, t.id),
    index("resources_by_path").using("gin", t.path),
    foreignKey({
      columns: [t.workspaceId, t.parentId],
      foreignColumns: [t.workspaceId as AnyPgColumn, t.id as AnyPgColumn],
    }),
    check(
      "resources_kind",
      sql`${t.kind} in ('workspace', 'campaign', 'project', 'action', 'data-product', 'data-table')`,
    ),
    check("resources_root", sql`(${t.kind} = 'workspace') = (${t.parentId} is null)`),
    check("resources_path_ends_here", sql`${t.path}[cardinality(${t.path})] = ${t.id}`),
  ],
);

/** The columns that name a resource and say where it lies. */
export function refOf<T extends Record<"id" | "kind" | "name" | "path", AnyPgColumn>>({
  id,
  kind,
  name,
  path,
}: T): Pick<T, "id" | "kind" | "name" | "path"> {
  return { id, kind, name, path };
}

/** Where a resource lay before it was moved: below `parentId` until `validTo`. Its present place is its own `parentId`. */
export const formerPlacements = pgTable(
  "former_placements",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid("id").notNull(),
    resourceId: uuid("resource_id").notNull(),
    parentId: uuid("parent_id").notNull(),
    validTo: instant("valid_to").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("former_placements_by_resource").on(t.workspaceId, t.resourceId, t.validTo),
    foreignKey({
      columns: [t.workspaceId, t.resourceId],
      foreignColumns: [resources.workspaceId, resources.id],
    }),
    foreignKey({
      columns: [t.workspaceId, t.parentId],
      foreignColumns: [resources.workspaceId, resources.id],
    }),
  ],
);

/** A principal (a membership or a group) holds a role on a resource for a time. */
export const grants = pgTable(
  "grants",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid("id").notNull(),
    membershipId: uuid("membership_id"),
    groupId: uuid("group_id"),
    roleId: uuid("role_id").notNull(),
    resourceId: uuid("resource_id").notNull(),
    plus: text("plus").array().$type<readonly string[]>().notNull().default([]),
    minus: text("minus").array().$type<readonly string[]>().notNull().default([]),
    source: text("source").$type<"direct" | "invitation" | "setup" | "creation" | "request">().notNull(),
    sourceId: uuid("source_id"),
    grantedBy: uuid("granted_by").references(() => users.id),
    endedBy: uuid("ended_by").references(() => users.id),
    reviewOn: date("review_on"),
    /** When somebody was reminded of the review. */
    reviewRemindedAt: instant("review_reminded_at"),
    /** The project whose completion ends the grant. */
    endsWithId: uuid("ends_with_id"),
    validFrom: instant("valid_from").notNull().defaultNow(),
    validTo: instant("valid_to"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("grants_by_membership").on(t.workspaceId, t.membershipId, t.resourceId),
    index("grants_by_group").on(t.workspaceId, t.groupId, t.resourceId),
    index("grants_by_resource").on(t.workspaceId, t.resourceId, t.membershipId, t.groupId, t.roleId),
    index("grants_by_role").on(t.workspaceId, t.roleId),
    foreignKey({
      columns: [t.workspaceId, t.membershipId],
      foreignColumns: [memberships.workspaceId, memberships.id],
    }),
    foreignKey({ columns: [t.workspaceId, t.groupId], foreignColumns: [groups.workspaceId, groups.id] }),
    foreignKey({ columns: [t.workspaceId, t.roleId], foreignColumns: [roles.workspaceId, roles.id] }),
    foreignKey({
      columns: [t.workspaceId, t.resourceId],
      foreignColumns: [resources.workspaceId, resources.id],
    }),
    index("grants_adjusted")
      .on(t.workspaceId, t.roleId)
      .where(sql`cardinality(${t.plus}) + cardinality(${t.minus}) > 0`),
    index("grants_to_review")
      .on(t.workspaceId, t.reviewOn)
      .where(sql`${t.reviewOn} is not null and ${t.reviewRemindedAt} is null`),
    index("grants_by_completion").on(t.workspaceId, t.endsWithId).where(sql`${t.endsWithId} is not null`),
    foreignKey({
      columns: [t.workspaceId, t.endsWithId],
      foreignColumns: [resources.workspaceId, resources.id],
    }),
    check("grants_one_principal", sql`num_nonnulls(${t.membershipId}, ${t.groupId}) = 1`),
    check("grants_validity", sql`${t.validTo} is null or ${t.validTo} >= ${t.validFrom}`),
  ],
);
