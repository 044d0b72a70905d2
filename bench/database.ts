import postgres, { type Sql } from "postgres";
import { closeDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { embeddedServer } from "@/db/testing/cluster";

/** Runs a stage on a PostgreSQL of its own, migrated and empty, to which the application is connected. */
export async function withDatabase<T>(work: (owner: Sql) => Promise<T>): Promise<T> {
  const { server, stop } = await embeddedServer();
  try {
    await migrate(server.owner);
    process.env.REMIT_APP_DATABASE_URL = server.app;
    const owner = postgres(server.owner, { max: 1, onnotice: () => {} });
    try {
      return await work(owner);
    } finally {
      await closeDatabase();
      await owner.end();
    }
  } finally {
    await stop();
  }
}
