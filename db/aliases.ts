import { alias } from "drizzle-orm/pg-core";
import { auditEvents } from "./schema/audit.ts";
import { grants, resources } from "./schema/grants.ts";
import { groupMemberships, memberships } from "./schema/members.ts";

/** Tables under the names by which conditions that several statements share know their rows. */
export const m = alias(memberships, "m");
export const g = alias(grants, "g");
export const gm = alias(groupMemberships, "gm");
export const r = alias(resources, "r");
export const e = alias(auditEvents, "e");
