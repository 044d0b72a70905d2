import { sql } from "drizzle-orm";
import type { PgInsertValue } from "drizzle-orm/pg-core";
import { uuidv7 } from "uuidv7";
import type { Transaction } from "@/db/client";
import { sessions } from "@/db/schema/users";
import { hashOf, newToken } from "@/lib/identity/secrets";

export type Session = { id: string; token: string };
type Columns = Partial<Omit<PgInsertValue<typeof sessions>, "id" | "tokenHash" | "userId">>;

/** Signs somebody in, as opening a mailed link does; for half a day unless said otherwise. */
export async function writeSession(tx: Transaction, userId: string, columns: Columns = {}): Promise<Session> {
  const [id, token] = [uuidv7(), newToken()];
  const expiresAt = sql`now() + interval '12 hours'`;
  await tx.insert(sessions).values({ id, tokenHash: hashOf(token), userId, expiresAt, ...columns });
  return { id, token };
}
