import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { instant } from "./instant.ts";
import { users } from "./users.ts";

/** A mail that a committed change owes to somebody. The worker sends it under its id as idempotency key. */
export const outbox = pgTable("outbox", {
  id: uuid("id").primaryKey(),
  workspaceId: uuid("workspace_id"),
  kind: text("kind").notNull(),
  recipient: text("recipient").notNull(),
  payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  sentAt: instant("sent_at"),
  droppedAt: instant("dropped_at"),
  attempts: integer("attempts").notNull().default(0),
  lastError: text("last_error"),
  providerId: text("provider_id"),
});

/** The stored outcome of a mutation, so that a repeated form is answered and not run again. */
export const idempotentOutcomes = pgTable(
  "idempotent_outcomes",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    key: text("key").notNull(),
    command: text("command").notNull(),
    outcome: jsonb("outcome").$type<Record<string, unknown>>(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.key] })],
);

/** Counters of the rate limiter; keys are hashed, so that no address is kept here. */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  points: integer("points").notNull().default(0),
  expire: timestamp("expire", { withTimezone: true, mode: "date" }),
});
