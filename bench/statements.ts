import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a PostgreSQL that counts the statements which pass. */
export type CountedDatabase = { url: string; statements(): number; close(): void };

/** Puts itself before a database on loopback, without TLS. */
export async function countedDatabase(databaseUrl: string): Promise<CountedDatabase> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let statements = 0;
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    const count = statementCounter(() => {
      statements += 1;
    });
    client.on("data", count);
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.once("close", () => to.destroy()).on("error", () => to.destroy());
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    statements: () => statements,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const lengthBytes = 4;

/**
 * Tells each message of a client that has something carried out: Query or Execute. The first message has no type, all
 * others a byte for it before their length, which counts itself (PostgreSQL, "Message Formats").
 */
function statementCounter(found: () => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let typeBytes = 0;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= typeBytes + lengthBytes) {
      const length = typeBytes + rest.readUInt32BE(typeBytes);
      if (rest.length < length) return;
      if (typeBytes > 0 && "QE".includes(String.fromCharCode(rest[0] ?? 0))) found();
      rest = rest.subarray(length);
      typeBytes = 1;
    }
  };
}
