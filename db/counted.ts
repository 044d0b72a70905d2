import { type SQLWrapper, sql } from "drizzle-orm";
import type { Transaction } from "./client.ts";

/** How many rows a query of the builder finds, up to its limit. */
export async function counted(tx: Transaction, query: SQLWrapper): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from ${query} as found`,
  );
  return row?.count ?? 0;
}
