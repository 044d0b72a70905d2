import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { byteOrdered } from "./byte-ordered.ts";
import { instant } from "./instant.ts";

/** A person's global identity: one verified e-mail, kept in lower case. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** How lists of members sort and search the person: the name in lower case, a line break, the address. */
    listedAs: byteOrdered("listed_as")
      .notNull()
      .generatedAlwaysAs(sql`lower(left(name, 200)) || chr(10) || left(email, 320)`),
    disabledAt: instant("disabled_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("users_email").on(t.email),
    unique("users_listed_as").on(t.id, t.listedAs),
    check("users_email_lower", sql`${t.email} = lower(${t.email})`),
  ],
);

/** A signed-in browser. The token is stored as its SHA-256; `provedAt` is the last proof of identity. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    provedAt: instant("proved_at").notNull().defaultNow(),
    userAgent: text("user_agent").notNull().default(""),
  },
  (t) => [uniqueIndex("sessions_token").on(t.tokenHash), index("sessions_by_user").on(t.userId)],
);

/** Whether a session lets its person in. */
export function isInForce(session: Record<"endedAt" | "expiresAt", AnyPgColumn>): SQL<boolean> {
  return sql`(${session.endedAt} is null and ${session.expiresAt} > now())`;
}

/** A mailed sign-in link that was not used yet, by the hash of its token. */
export const signInLinks = pgTable(
  "sign_in_links",
  {
    tokenHash: text("token_hash").primaryKey(),
    email: text("email").notNull(),
    device: text("device").notNull().default(""),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    index("sign_in_links_by_expiry").on(t.expiresAt),
    index("sign_in_links_by_email").on(t.email, t.createdAt),
  ],
);

/** A mailed six-digit code: `subject` is the invitation or the session that it completes. */
export const oneTimeCodes = pgTable(
  "one_time_codes",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    purpose: text("purpose").notNull(),
    subject: uuid("subject").notNull(),
    codeHash: text("code_hash").notNull(),
    attempts: integer("attempts").notNull().default(0),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("one_time_codes_by_subject").on(t.email, t.purpose, t.subject)],
);
