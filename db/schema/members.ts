import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { instant } from "./instant.ts";
import { users } from "./users.ts";

/** A user in a workspace. Ended by a removal; whether it is active is told by its active periods. */
export const memberships = pgTable(
  "memberships",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    id: uuid("id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    joinedAt: instant("joined_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
    firstActiveAt: instant("first_active_at"),
    lastActiveAt: instant("last_active_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("memberships_one_live").on(t.workspaceId, t.userId).where(sql`${t.endedAt} is null`),
    index("memberships_by_user").on(t.userId),
  ],
);

/** When a membership was active: deactivation ends a period, reactivation starts one. */
export const activePeriods = pgTable(
  "active_periods",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid("id").notNull(),
    membershipId: uuid("membership_id").notNull(),
    validFrom: instant("valid_from").notNull().defaultNow(),
    validTo: instant("valid_to"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("active_periods_one_open").on(t.workspaceId, t.membershipId).where(sql`${t.validTo} is null`),
    index("active_periods_by_membership").on(t.workspaceId, t.membershipId),
    foreignKey({
      columns: [t.workspaceId, t.membershipId],
      foreignColumns: [memberships.workspaceId, memberships.id],
    }),
  ],
);

/** A named set of memberships. */
export const groups = pgTable(
  "groups",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    createdAt: instant("created_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("groups_name").on(t.workspaceId, sql`lower(${t.name})`).where(sql`${t.endedAt} is null`),
  ],
);

/** Who belongs to a group, and when. */
export const groupMemberships = pgTable(
  "group_memberships",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid("id").notNull(),
    groupId: uuid("group_id").notNull(),
    membershipId: uuid("membership_id").notNull(),
    validFrom: instant("valid_from").notNull().defaultNow(),
    validTo: instant("valid_to"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("group_memberships_one_open")
      .on(t.workspaceId, t.groupId, t.membershipId)
      .where(sql`${t.validTo} is null`),
    index("group_memberships_by_membership").on(t.workspaceId, t.membershipId),
    foreignKey({ columns: [t.workspaceId, t.groupId], foreignColumns: [groups.workspaceId, groups.id] }),
    foreignKey({
      columns: [t.workspaceId, t.membershipId],
      foreignColumns: [memberships.workspaceId, memberships.id],
    }),
  ],
);
