import { bigint, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./instant.ts";
import { users } from "./users.ts";

/** The customer: owns workspaces. */
export const accounts = pgTable("accounts", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** Who administers an account, as dated facts. */
export const accountAdministrators = pgTable(
  "account_administrators",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    id: uuid("id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    validFrom: instant("valid_from").notNull().defaultNow(),
    validTo: instant("valid_to"),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.id] }), index("account_administrators_by_user").on(t.userId)],
);

/** Where work happens; also the root resource of its tree, under the same id. */
export const workspaces = pgTable(
  "workspaces",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    timeZone: text("time_zone").notNull().default("UTC"),
    /** Grows with every change of access: a cached decision context is good while it stands still. */
    accessVersion: bigint("access_version", { mode: "number" }).notNull().default(0),
    createdAt: instant("created_at").notNull().defaultNow(),
    archivedAt: instant("archived_at"),
  },
  (t) => [uniqueIndex("workspaces_slug").on(t.slug), index("workspaces_by_account").on(t.accountId)],
);
