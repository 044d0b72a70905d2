import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { Turns } from "./turns.ts";

export type Database = PostgresJsDatabase;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

const processWide = globalThis as { remitSql?: postgres.Sql; remitDatabase?: Database; remitTurns?: Turns };
const patienceMs = 10_000;

/** The pool of this process, connected as the application's role. One for the life of the process, in every bundle. */
export function applicationSql(): postgres.Sql {
  processWide.remitSql ??= postgres(required("REMIT_APP_DATABASE_URL"), {
    max: Number(process.env.REMIT_POOL_SIZE ?? 10),
    idle_timeout: 60,
    connect_timeout: 5,
    onnotice: () => {},
  });
  return processWide.remitSql;
}

/** The application's database through Drizzle, over {@link applicationSql}. */
export function database(): Database {
  processWide.remitDatabase ??= drizzle(applicationSql());
  return processWide.remitDatabase;
}

/** The turns in which transactions get a connection of {@link applicationSql}. */
export function turns(): Turns {
  processWide.remitTurns ??= new Turns(applicationSql().options.max, patienceMs);
  return processWide.remitTurns;
}

/** Closes the pool, so that a process or a test can end. */
export async function closeDatabase(): Promise<void> {
  const sql = processWide.remitSql;
  processWide.remitSql = undefined;
  processWide.remitDatabase = undefined;
  processWide.remitTurns = undefined;
  await sql?.end({ timeout: 2 });
}

function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: start Remit with npm start, or set it as .env.example says.`);
  return value;
}
