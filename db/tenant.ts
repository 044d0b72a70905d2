import { eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { database, type Transaction, turns } from "./client.ts";
import { prepared } from "./prepared.ts";
import { workspaces } from "./schema/accounts.ts";
import type { Share } from "./turns.ts";

/** What row-level security compares with; a part that is left out is unset, and sees nothing. */
export type TenantContext = {
  user?: string;
  account?: string;
  workspace?: string;
  email?: string;
  token?: string;
};

const parts = ["user", "account", "workspace", "email", "token"] as const;

/**
 * Sets or widens the context of the running transaction; it ends with the transaction. What is asked after this was
 * called is under it, awaited or not: statements are carried out in the order of the calls, and none after one that failed.
 */
export async function setContext(tx: Transaction, context: TenantContext): Promise<void> {
  if (Object.values(context).some((value) => value !== undefined))
    await prepared(tx, sql`select ${contextFrom(context)}`);
}

/** Columns of a statement that set or widen the context from the row that it finds. */
export function contextFrom(context: { [part in keyof TenantContext]?: SQLWrapper | string }): SQL {
  const settings = parts.flatMap((part) =>
    context[part] === undefined ? [] : [sql`set_config(${`remit.${part}`}, ${context[part]}::text, true)`],
  );
  return sql.join(settings, sql`, `);
}

/**
 * Runs `work` in one READ COMMITTED transaction under the given context.
 * @param share for whom, so that it waits its turn; left out for what is short and asked before a workspace is known
 * @throws Busy when its turn does not come
 */
export async function inContext<T>(
  context: TenantContext,
  work: (tx: Transaction) => Promise<T>,
  share?: Share,
): Promise<T> {
  const transaction = () => database().transaction((tx) => inWiderContext(tx, context, () => work(tx)));
  return share ? turns().take(share, transaction) : transaction();
}

/** Widens the context of the running transaction for `work`, whose first statement is sent together with it. */
export async function inWiderContext<T>(
  tx: Transaction,
  context: TenantContext,
  work: () => Promise<T>,
): Promise<T> {
  const [set, done] = await Promise.allSettled([setContext(tx, context), (async () => work())()]);
  if (set.status === "rejected") throw set.reason;
  if (done.status === "rejected") throw done.reason;
  return done.value;
}

/** Takes the one lock under which access changes of a workspace are serialised, until the transaction ends. */
export async function lockWorkspace(tx: Transaction, workspaceId: string): Promise<void> {
  await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for("no key update");
}

/** The database's clock after every lock wait so far, as text to the microsecond. */
export async function clock(tx: Transaction): Promise<string> {
  const [row] = await tx.execute<{ at: string }>(sql`select clock_timestamp()::text as at`);
  if (!row) throw new Error("the database did not tell the time");
  return row.at;
}
