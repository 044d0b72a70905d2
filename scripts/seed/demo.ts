import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { alderFinch } from "./alder-finch/alder-finch.ts";
import { kiteAgency } from "./kite-agency.ts";
import { writeCompany } from "./write-company.ts";

/**
 * Fills an empty database with two invented companies, once: returns at once when they are there.
 * @param ownerUrl connection of the database's owner; the database is migrated
 */
export async function seedDemo(ownerUrl: string): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await drizzle(client).transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('remit-setup', 0))`);
      const [existing] = await tx.execute(sql`select 1 from accounts where name = ${alderFinch.account}`);
      if (existing) return;
      await writeCompany(tx, alderFinch);
      await writeCompany(tx, kiteAgency);
    });
  } finally {
    await client.end();
  }
}
