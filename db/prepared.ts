import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type { Sql } from "postgres";
import type { Transaction } from "./client.ts";

const dialect = new PgDialect();

/**
 * Runs a statement that each connection parses and plans once, instead of every time as Drizzle has it. For those that
 * every request asks: under row-level security planning takes several times as long as running them. Values must be parameters, so that
 * the text is always the same. It is sent when it is called, not when it is awaited: several called at once go out
 * together, and PostgreSQL carries them out in the order of the calls. Behind PgBouncer in transaction mode this takes version 1.21 with
 * `max_prepared_statements`, or REMIT_PREPARED_STATEMENTS=off.
 */
export function prepared<T extends Record<string, unknown>>(tx: Transaction, statement: SQL): Promise<T[]> {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  const prepare = process.env.REMIT_PREPARED_STATEMENTS !== "off";
  return clientOf(tx)
    .unsafe<T[]>(text, params as never[], { prepare })
    .execute();
}

/**
 * The same for a statement of the builder, whose rows are typed and mapped as the builder has them. It is sent in the
 * order of the calls, too.
 */
export function runPrepared<T>(
  statement: PromiseLike<T> & { prepare(name: string): { execute(): Promise<T> } },
): Promise<T> {
  if (process.env.REMIT_PREPARED_STATEMENTS === "off") return Promise.resolve(statement);
  return statement.prepare("by its text").execute();
}

/** The connection of a transaction, which Drizzle keeps to itself. */
function clientOf(tx: Transaction): Sql {
  return (tx as unknown as { session: { client: Sql } }).session.client;
}
