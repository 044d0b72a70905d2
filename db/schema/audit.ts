import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { workspaces } from "./accounts.ts";
import { instant } from "./instant.ts";

/**
 * What happened, by whom, to whom. Partitioned by month of `at`; append-only: the migrations revoke and refuse every
 * change. `xact` and `generation` order events for a later sealer; they are not part of what an event says.
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    workspaceId: uuid("workspace_id").notNull(),
    at: instant("at").notNull().default(sql`clock_timestamp()`),
    seq: bigint("seq", { mode: "number" }).notNull().default(sql`nextval('audit_seq')`),
    id: uuid("id").notNull(),
    actorId: uuid("actor_id"),
    actorName: text("actor_name").notNull(),
    action: text("action").notNull(),
    outcome: text("outcome").$type<"done" | "denied">().notNull().default("done"),
    targetKind: text("target_kind").notNull(),
    targetId: uuid("target_id"),
    targetLabel: text("target_label").notNull(),
    resourceId: uuid("resource_id"),
    resourceLabel: text("resource_label").notNull().default(""),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    reason: text("reason"),
    requestId: text("request_id").notNull(),
    sessionId: uuid("session_id"),
    xact: text("xact").notNull().default(sql`pg_current_xact_id()::text`),
    generation: bigint("generation", { mode: "number" }).notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.at, t.seq] }),
    index("audit_events_by_id").on(t.workspaceId, t.id),
    index("audit_events_by_actor").on(t.workspaceId, t.actorId, t.at, t.seq),
    index("audit_events_by_action").on(t.workspaceId, t.action, t.at, t.seq),
    index("audit_events_by_target").on(t.workspaceId, t.targetId, t.at, t.seq),
    index("audit_events_by_resource")
      .on(t.workspaceId, t.resourceId, t.at, t.seq)
      .where(sql`${t.resourceId} is not null`),
  ],
);

/**
 * Denials of the running minute: the first of an actor, an action and a target stands in the log at once, `more` counts
 * those after it, which the worker writes as one event when the minute is over. `id` is a hash of the three.
 */
export const repeatedDenials = pgTable(
  "repeated_denials",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    id: text("id").notNull(),
    since: instant("since").notNull().default(sql`clock_timestamp()`),
    more: integer("more").notNull().default(0),
    /** The last of them, as the columns of an audit event. */
    event: jsonb("event").$type<Record<string, unknown>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), index("repeated_denials_by_age").on(t.since)],
);
