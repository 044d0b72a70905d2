import { is, SQL, sql } from "drizzle-orm";
import type { Transaction } from "./client.ts";

/** A select of the builder, or one by hand whose rows are `R`. */
type Select = SQL | (PromiseLike<readonly unknown[]> & { getSQL(): SQL; prepare(name: string): unknown });
type RowsOf<Q> = Q extends SQL<infer R> ? R[] : Q extends PromiseLike<infer Rows> ? Rows : never;
type Field = { path: string[] };

type Waiting = { select: Select; resolve(rows: unknown): void; reject(error: unknown): void };

const waiting = new WeakMap<Transaction, Waiting[]>();

/**
 * Sends a select with all that are asked of the transaction at the same moment, as one statement, and gives its rows typed
 * as if it had been sent by itself. Rows come as JSON, so that a select must give what JSON can hold: times as texts.
 */
export function batched<Q extends Select>(tx: Transaction, select: Q): Promise<RowsOf<Q>> {
  return new Promise((resolve, reject) => {
    const one = { select, resolve: resolve as Waiting["resolve"], reject };
    const others = waiting.get(tx);
    if (others) {
      others.push(one);
      return;
    }
    const all = [one];
    waiting.set(tx, all);
    // Whoever is about to ask at the same moment is a microtask of it.
    Promise.resolve().then(() =>
      process.nextTick(() => {
        waiting.delete(tx);
        void send(tx, all);
      }),
    );
  });
}

async function send(tx: Transaction, all: readonly Waiting[]): Promise<void> {
  try {
    const asked = all.map(({ select }) => ({ select, fields: fieldsOf(select) }));
    const columns = asked.map(({ select, fields }, i) => {
      const rows = fields ? arraysFrom(select.getSQL(), fields.length) : objectsFrom(select.getSQL());
      return sql`(${rows}) as ${sql.identifier(`s${i}`)}`;
    });
    const [found] = await tx.execute<Record<string, unknown[]>>(sql`select ${sql.join(columns, sql`, `)}`);
    for (const [i, { resolve }] of all.entries()) {
      const [rows, fields] = [found?.[`s${i}`] ?? [], asked[i]?.fields];
      resolve(fields ? rows.map((row) => rowOf(fields, row as unknown[])) : rows);
    }
  } catch (error) {
    for (const { reject } of all) reject(error);
  }
}

/** Several selects that do not depend on each other, {@link batched}, by name. */
export async function together<Q extends Record<string, Select>>(
  tx: Transaction,
  selects: Q,
): Promise<{ [K in keyof Q]: RowsOf<Q[K]> }> {
  const found = Object.entries(selects).map(
    async ([name, select]) => [name, await batched(tx, select)] as const,
  );
  return Object.fromEntries(await Promise.all(found)) as { [K in keyof Q]: RowsOf<Q[K]> };
}

/** The fields of a select of the builder in their order, which it keeps to itself; null for one by hand. */
function fieldsOf(select: Select): Field[] | null {
  return is(select, SQL) ? null : (select.prepare("") as { fields: Field[] }).fields;
}

/** Names of columns may repeat in a select with joins, so they are told by their place. */
function arraysFrom(select: SQL, width: number): SQL {
  const places = Array.from({ length: width }, (_, i) => sql.identifier(`c${i}`));
  const list = sql.join(places, sql`, `);
  return sql`select coalesce(json_agg(json_build_array(${list})), '[]') from (${select}) as x(${list})`;
}

function objectsFrom(select: SQL): SQL {
  return sql`select coalesce(json_agg(row_to_json(x)), '[]') from (${select}) as x`;
}

/** A row as the builder gives it: fields in objects where they were asked for so, null for one of a table that was not joined. */
function rowOf(fields: readonly Field[], values: readonly unknown[]): unknown {
  const row: Record<string, unknown> = {};
  for (const [i, { path }] of fields.entries()) {
    const [name = "", inner] = path;
    if (inner === undefined) row[name] = values[i];
    else row[name] = { ...(row[name] as object | undefined), [inner]: values[i] };
  }
  for (const [name, value] of Object.entries(row))
    if (fields.some(({ path }) => path.length > 1 && path[0] === name) && isEmpty(value as object))
      row[name] = null;
  return row;
}

function isEmpty(value: object): boolean {
  return Object.values(value).every((one) => one === null);
}
