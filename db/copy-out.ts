import type { Readable } from "node:stream";
import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import postgres from "postgres";
import type { TenantContext } from "./tenant.ts";

export type CopyOut = {
  url: string;
  context: TenantContext;
  /** The query; its parameters must be texts or numbers that carry a cast. */
  select: SQL;
  /** Options of COPY, written by hand. */
  options: string;
  /** Ends the reading when whoever asked has gone. */
  signal: AbortSignal;
};

const dialect = new PgDialect();
const blockSize = 64 * 1024;

/**
 * Streams what a query gives, through COPY, in a transaction with the tenant context, on a connection of its own: the
 * driver may leave a connection unusable after COPY (porsager/postgres, `readable()`), so this one ends with the stream.
 * @throws when the query cannot begin; what fails later ends the stream with that error.
 */
export async function copyOut({
  url,
  context,
  select,
  options,
  signal,
}: CopyOut): Promise<ReadableStream<Uint8Array>> {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const connection = await client.reserve();
    const { text, values } = withSettings(select);
    await connection.unsafe("begin read only");
    for (const [name, value] of [...settingsOf(context), ...values])
      await connection`select set_config(${name}, ${value}, true)`;
    const rows = await connection.unsafe(`copy (${text}) to stdout with (${options})`).readable();
    return streamed(rows, signal, () => client.end({ timeout: 0 }));
  } catch (error) {
    await client.end({ timeout: 0 });
    throw error;
  }
}

/** COPY takes no parameters: their values become settings of the transaction, and so never part of the statement. */
function withSettings(select: SQL): { text: string; values: [string, string][] } {
  const { sql: text, params } = dialect.sqlToQuery(select);
  return {
    text: text.replaceAll(/\$(\d+)/g, "current_setting('remit.copy_$1')"),
    values: params.map((value, index) => [`remit.copy_${index + 1}`, String(value)]),
  };
}

function settingsOf(context: TenantContext): [string, string][] {
  return Object.entries(context).map(([part, value]) => [`remit.${part}`, value]);
}

/** Rows come one by one; they leave in blocks, only as fast as they are taken. */
function streamed(rows: Readable, signal: AbortSignal, end: () => Promise<void>): ReadableStream<Uint8Array> {
  const stop = async () => {
    signal.removeEventListener("abort", stop);
    rows.destroy();
    await end();
  };
  if (signal.aborted) void stop();
  signal.addEventListener("abort", stop);
  const blocks = blocksOf(rows);
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await blocks.next();
        if (!done) return controller.enqueue(value);
        await stop();
        controller.close();
      } catch (error) {
        await stop();
        controller.error(error);
      }
    },
    cancel: stop,
  });
}

async function* blocksOf(rows: Readable): AsyncGenerator<Uint8Array, void> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const row of rows as AsyncIterable<Buffer>) {
    waiting.push(row);
    size += row.length;
    if (size < blockSize) continue;
    yield Buffer.concat(waiting);
    [waiting, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(waiting);
}
