import { timestamp } from "drizzle-orm/pg-core";

/** A point in time to the microsecond, read as text because a JavaScript Date drops microseconds. */
export const instant = (name: string) =>
  timestamp(name, { withTimezone: true, mode: "string", precision: 6 });
