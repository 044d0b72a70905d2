import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { resources } from "./grants.ts";
import { instant } from "./instant.ts";
import { groups } from "./members.ts";
import { roles } from "./roles.ts";
import { users } from "./users.ts";

/** An offer of membership to one address. The token is stored as its SHA-256; resending replaces it. */
export const invitations = pgTable(
  "invitations",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    id: uuid("id").notNull(),
    email: text("email").notNull(),
    tokenHash: text("token_hash").notNull(),
    invitedBy: uuid("invited_by")
      .notNull()
      .references(() => users.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    sentAt: instant("sent_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    accessEndsAt: instant("access_ends_at"),
    acceptedAt: instant("accepted_at"),
    acceptedBy: uuid("accepted_by").references(() => users.id),
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("invitations_token").on(t.tokenHash),
    uniqueIndex("invitations_one_live")
      .on(t.workspaceId, t.email)
      .where(sql`${t.acceptedAt} is null and ${t.removedAt} is null`),
  ],
);

/** The roles an invitation offers, each on the workspace or on a first place below it. */
export const invitationRoles = pgTable(
  "invitation_roles",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid("id").notNull(),
    invitationId: uuid("invitation_id").notNull(),
    roleId: uuid("role_id").notNull(),
    resourceId: uuid("resource_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("invitation_roles_by_invitation").on(t.workspaceId, t.invitationId),
    foreignKey({
      columns: [t.workspaceId, t.invitationId],
      foreignColumns: [invitations.workspaceId, invitations.id],
    }),
    foreignKey({ columns: [t.workspaceId, t.roleId], foreignColumns: [roles.workspaceId, roles.id] }),
    foreignKey({
      columns: [t.workspaceId, t.resourceId],
      foreignColumns: [resources.workspaceId, resources.id],
    }),
  ],
);

/** The groups an invitation leads into. */
export const invitationGroups = pgTable(
  "invitation_groups",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid("id").notNull(),
    invitationId: uuid("invitation_id").notNull(),
    groupId: uuid("group_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("invitation_groups_by_invitation").on(t.workspaceId, t.invitationId),
    foreignKey({
      columns: [t.workspaceId, t.invitationId],
      foreignColumns: [invitations.workspaceId, invitations.id],
    }),
    foreignKey({ columns: [t.workspaceId, t.groupId], foreignColumns: [groups.workspaceId, groups.id] }),
  ],
);
