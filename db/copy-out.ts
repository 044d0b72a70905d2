import { once } from "node:events";
import { connect, type Socket } from "node:net";
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
  /** How long the stream may stand without being read before it ends with an error; five minutes unless given. */
  idleMs?: number;
};

/** As whom these connections stand in pg_stat_activity. */
export const copyOutName = "remit copy out";

const dialect = new PgDialect();
const blockSize = 64 * 1024;
const connectMs = 5_000;

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
  idleMs = 300_000,
}: CopyOut): Promise<ReadableStream<Uint8Array>> {
  const { client, close } = connection(url);
  try {
    const session = await client.reserve();
    const { text, values } = withSettings(select);
    await session.unsafe("begin read only");
    // As long as there are rows and somebody takes them.
    await session.unsafe("set local statement_timeout = 0");
    for (const [name, value] of [...settingsOf(context), ...values])
      await session`select set_config(${name}, ${value}, true)`;
    const rows = await session.unsafe(`copy (${text}) to stdout with (${options})`).readable();
    return streamed(rows, { signal, idleMs, close });
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A client with one connection, whose socket stays in our hands: while rows wait to be taken the driver does not read
 * from it, and a socket that is not read is not closed by ending the client.
 */
function connection(url: string): { client: postgres.Sql; close: () => Promise<void> } {
  let socket: Socket | undefined;
  const options = {
    max: 1,
    connection: { application_name: copyOutName },
    onnotice: () => {},
    socket: async (to: Address) => {
      socket = await reached(to);
      return socket;
    },
  };
  const client = postgres(url, options);
  const close = async () => {
    const ended = client.end({ timeout: 0 });
    socket?.destroy();
    await ended;
  };
  return { client, close };
}

type Address = { host: string[]; port: number[]; path?: string | false };

/** A socket to the first of the URL's servers that answers. */
async function reached({ host, port, path }: Address): Promise<Socket> {
  let refused: unknown;
  for (const [index, name] of host.entries()) {
    const socket = path ? connect(path) : connect(port[index] ?? 5432, name);
    try {
      await once(socket, "connect", { signal: AbortSignal.timeout(connectMs) });
      // The driver takes the name for TLS from here.
      return Object.assign(socket, { host: name });
    } catch (error) {
      socket.destroy();
      refused = error;
    }
  }
  throw refused;
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

type Ending = { signal: AbortSignal; idleMs: number; close: () => Promise<void> };

/** Rows come one by one; they leave in blocks, only as fast as they are taken. */
function streamed(rows: Readable, { signal, idleMs, close }: Ending): ReadableStream<Uint8Array> {
  const stop = async () => {
    clearTimeout(idle);
    signal.removeEventListener("abort", stop);
    rows.destroy();
    await close();
  };
  const idle = setTimeout(stop, idleMs).unref();
  signal.addEventListener("abort", stop);
  if (signal.aborted) void stop();
  const blocks = blocksOf(rows);
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await blocks.next();
        idle.refresh();
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
