import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { byteOrdered } from "./byte-ordered.ts";
import { instant } from "./instant.ts";
import { users } from "./users.ts";

/**
 * A user in a workspace. Ended by a removal; whether it is active is told by its active periods.
 * What lists sort by lies here, where row-level security lets an index serve them: the database itself copies
 * `listedAs` from the user, at every renaming too, and keeps `inactiveSince` null while a period is open.
 */
export const memberships = pgTable(
  "memberships",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    id: uuid("id").notNull(),
    userId: uuid("user_id").notNull(),
    listedAs: byteOrdered("listed_as")
      .notNull()
      .$default(() => ""),
    joinedAt: instant("joined_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
    firstActiveAt: instant("first_active_at"),
    lastActiveAt: instant("last_active_at"),
    inactiveSince: instant("inactive_since").defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("memberships_one_live").on(t.workspaceId, t.userId).where(sql`${t.endedAt} is null`),
    index("memberships_by_user").on(t.userId),
    foreignKey({
      name: "memberships_listed_as",
      columns: [t.userId, t.listedAs],
      foreignColumns: [users.id, users.listedAs],
    }).onUpdate("cascade"),
    index("memberships_active_by_name").on(t.workspaceId, t.listedAs, t.id).where(isActive(t)),
    index("memberships_active_by_joining").on(t.workspaceId, t.joinedAt, t.id).where(isActive(t)),
    index("memberships_active_by_activity").on(t.workspaceId, lastActivity(t), t.id).where(isActive(t)),
    index("memberships_inactive_by_name").on(t.workspaceId, t.listedAs, t.id).where(isInactive(t)),
    index("memberships_inactive_by_joining").on(t.workspaceId, t.joinedAt, t.id).where(isInactive(t)),
    index("memberships_inactive_by_activity").on(t.workspaceId, lastActivity(t), t.id).where(isInactive(t)),
  ],
);

type Columns = Record<"endedAt" | "inactiveSince" | "lastActiveAt", AnyPgColumn>;

/** Whether a membership is active: neither removed nor deactivated. */
export function isActive(t: Pick<Columns, "endedAt" | "inactiveSince">): SQL<boolean> {
  return sql`${t.endedAt} is null and ${t.inactiveSince} is null`;
}

/** Whether a membership is deactivated, and not removed. */
export function isInactive(t: Pick<Columns, "endedAt" | "inactiveSince">): SQL<boolean> {
  return sql`${t.endedAt} is null and ${t.inactiveSince} is not null`;
}

/** Whoever was never active comes last. Row-level security lets an index serve a CASE, not the same COALESCE. */
function lastActivity(t: Pick<Columns, "lastActiveAt">): SQL {
  return sql`(case when ${t.lastActiveAt} is null then '-infinity'::timestamptz else ${t.lastActiveAt} end)`;
}

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
